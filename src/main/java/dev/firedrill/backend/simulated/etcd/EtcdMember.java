package dev.firedrill.backend.simulated.etcd;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Listener;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.EtcdStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One etcd member. It listens at its machine's address, ports 2379 and 2380, and keeps its data in
 * the folder that its arguments name: without that folder it begins anew, with it whatever the
 * arguments say of the initial cluster counts for nothing.
 *
 * <p>Writes and linearizable reads need a leader with a quorum and throw {@link EtcdFailure}, at
 * once, where there is none.
 */
public final class EtcdMember implements Listener {

  /**
   * A member that is not started yet.
   *
   * @param command the container's arguments, the program first: {@code --name}, {@code
   *     --data-dir}, {@code --initial-cluster}, {@code --initial-cluster-state}, {@code
   *     --initial-advertise-peer-urls}, {@code --advertise-client-urls}
   * @param ended told why where it ends by itself, also during {@link #start}
   */
  public EtcdMember(
      Simulation simulation,
      Network network,
      Machine machine,
      List<String> command,
      Consumer<String> ended) {}

  /** Starts with what is in its folder. */
  public void start() {
    throw notBuilt();
  }

  /** Ends as told to by a signal: a leader hands its leadership over first. */
  public void stop() {
    throw notBuilt();
  }

  /** Its status, also without a leader. */
  public EtcdStatus status() {
    throw notBuilt();
  }

  /** The membership, by a linearizable read. */
  public List<dev.firedrill.model.EtcdMember> members() {
    throw notBuilt();
  }

  /** Adds a member by its peer URLs, as a learner or with a vote. */
  public dev.firedrill.model.EtcdMember add(List<String> peerUrls, boolean learner) {
    throw notBuilt();
  }

  /** Gives a learner that has caught up its vote. */
  public void promote(long id) {
    throw notBuilt();
  }

  /** Removes a member. */
  public void remove(long id) {
    throw notBuilt();
  }

  /**
   * The hash of its keys and values up to that revision, 0 for the newest; of this member alone.
   */
  public long hashKv(long revision) {
    throw notBuilt();
  }

  /** Alarms, as {@code NOSPACE member 8e9e05c52164694d}. */
  public List<String> alarms() {
    throw notBuilt();
  }

  /** Ends well where a linearizable read through this member does. */
  public void linearizableRead() {
    throw notBuilt();
  }

  /** A key, by a linearizable read. */
  public Optional<KeyValue> get(String key) {
    throw notBuilt();
  }

  /**
   * The keys with a prefix, by a linearizable read.
   *
   * @param from the first key to give, or the prefix itself
   * @param limit how many at most; 0 for all
   * @param revision as of which revision; 0 for the newest
   */
  public Range range(String prefix, String from, int limit, long revision) {
    throw notBuilt();
  }

  /**
   * Puts a value where the key is still at that revision; 0 for a key that must not be there.
   *
   * @return the revision of the put, or 0 where the key was at another
   */
  public long put(String key, byte[] value, long expectedModRevision) {
    throw notBuilt();
  }

  /**
   * Deletes the key where it is still at that revision.
   *
   * @return the revision of the deletion, or 0 where the key was at another
   */
  public long delete(String key, long expectedModRevision) {
    throw notBuilt();
  }

  /**
   * A number that grows with every change, that this member has seen, of keys with that prefix,
   * which ends with a slash and has two parts, as {@code /registry/pods/}.
   */
  public long changes(String prefix) {
    throw notBuilt();
  }

  /** A snapshot of this member's key space, as {@code etcdctl snapshot save} writes it. */
  public byte[] snapshot() {
    throw notBuilt();
  }

  private static UnsupportedOperationException notBuilt() {
    return new UnsupportedOperationException("not built yet");
  }
}
