package dev.firedrill.backend.simulated.etcd;

import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.TlsListener;
import dev.firedrill.backend.simulated.pki.FileIdentity;
import dev.firedrill.model.EtcdStatus;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One etcd member. It listens at its machine's address, at the ports of its flags (for clients once
 * it knows a leader), and keeps its data in the folder that its arguments name: without that folder
 * it begins anew, with it whatever the arguments say of the initial cluster counts for nothing.
 *
 * <p>Writes and linearizable reads need a leader with a quorum and throw {@link EtcdFailure}, at
 * once, where there is none.
 */
public final class EtcdMember implements TlsListener {

  /** Where clients connect. */
  public static final int CLIENT_PORT = 2379;

  private static final String NO_SPACE = "NOSPACE";

  /** What etcd counts for a put beside key and value. */
  private static final int PUT_OVERHEAD = 256;

  private static final Duration TICK = Duration.ofMillis(250);
  private static final long MOST_TTL_SECONDS = 9_000_000_000L;

  private final Simulation simulation;
  private final Network network;
  private final Machine machine;
  private final String version;
  private final EtcdArguments arguments;
  private final DataFolder folder;
  private final Consumer<String> ended;
  private final @Nullable FileIdentity identity;
  private @Nullable Raft raft;
  private @Nullable Recurring ticking;
  private boolean serving;
  private Instant busyUntil = Instant.MIN;

  /**
   * A member that is not started yet.
   *
   * @param version etcd's own, for example {@code 3.5.12}
   * @param command the container's arguments, the program first: {@code --name}, {@code
   *     --data-dir}, {@code --initial-cluster}, {@code --initial-cluster-state}, {@code
   *     --advertise-client-urls}
   * @param ended told why where it ends by itself, also during {@link #start}
   */
  public EtcdMember(
      Simulation simulation,
      Network network,
      Machine machine,
      String version,
      List<String> command,
      Consumer<String> ended) {
    this.simulation = simulation;
    this.network = network;
    this.machine = machine;
    this.version = version;
    this.arguments = EtcdArguments.parse(command);
    this.folder = new DataFolder(machine.files(), arguments.dataFolder());
    this.ended = ended;
    EtcdArguments.Certificates tls = arguments.certificates();
    this.identity = identity(tls.server(), tls.trusted());
  }

  /** Starts with what is in its folder. */
  public void start() {
    Beginning beginning;
    folder.make();
    try {
      beginning = Beginning.of(arguments, folder, network, machine.address());
    } catch (EtcdFailure refused) {
      ended.accept(String.valueOf(refused.getMessage()));
      return;
    }
    EtcdArguments.Certificates tls = arguments.certificates();
    Raft started =
        new Raft(
            simulation,
            network,
            machine.address(),
            beginning,
            arguments.election(),
            arguments.longestElection(),
            identity(tls.peer(), tls.trustedPeers()));
    folder.open(started.id());
    raft = started;
    network.listen(new Address(machine.address(), arguments.peerPort()), started);
    ticking = simulation.every(TICK, "etcd " + arguments.name() + ": tick", this::tick);
  }

  /** Ends as told to by a signal: a leader hands its leadership over first. */
  public void stop() {
    if (raft != null) {
      Raft leaving = raft;
      kill();
      leaving.handOver();
    }
  }

  /** Ends at once; what it knew stays in its folder. */
  public void kill() {
    if (raft != null && ticking != null) {
      ticking.close();
      network.close(new Address(machine.address(), arguments.peerPort()), raft);
      network.close(new Address(machine.address(), arguments.clientPort()), this);
      folder.close(raft.id(), raft.state());
      raft = null;
      serving = false;
    }
  }

  /** What it shows to clients and which of them it trusts; nothing where it speaks without TLS. */
  public Optional<FileIdentity> identity() {
    return Optional.ofNullable(identity);
  }

  @Override
  public Optional<X509Certificate> shown() {
    return identity().flatMap(FileIdentity::certificate);
  }

  private @Nullable FileIdentity identity(String certificate, String authority) {
    return certificate.isEmpty() ? null : new FileIdentity(machine.files(), certificate, authority);
  }

  /** Its status, also without a leader. */
  public EtcdStatus status() {
    Raft running = running();
    KeySpace keys = running.state().keys();
    return new EtcdStatus(running.id(), version, running.leader(), keys.revision(), keys.size());
  }

  /** The number of the cluster that it is a member of. */
  public long clusterId() {
    return running().state().membership().clusterId();
  }

  /** The term of the newest leader that it knows of. */
  public long term() {
    return running().state().term();
  }

  /** How much of what the members agreed on it has applied. */
  public long index() {
    return running().state().index();
  }

  /** The membership, by a linearizable read. */
  public List<dev.firedrill.model.EtcdMember> members() {
    return running().leaderWithQuorum().state().membership().all();
  }

  /** Adds a member by its peer URLs, as a learner or with a vote. */
  public dev.firedrill.model.EtcdMember add(List<String> peerUrls, boolean learner) {
    return new MemberChange(running()).add(peerUrls, learner, simulation.now());
  }

  /** Gives a learner that has caught up its vote. */
  public void promote(long id) {
    new MemberChange(running()).promote(id);
  }

  /** Removes a member. */
  public void remove(long id) {
    new MemberChange(running()).remove(id);
  }

  /**
   * The hash of its keys and values up to that revision, 0 for the newest; of this member alone.
   */
  public long hashKv(long revision) {
    KeySpace keys = running().state().keys();
    if (revision > keys.revision()) {
      throw new EtcdFailure("etcdserver: mvcc: required revision is a future revision");
    }
    if (revision > 0 && revision < keys.compacted()) {
      throw new EtcdFailure(EtcdFailure.COMPACTED);
    }
    return keys.hash(revision == 0 ? keys.revision() : revision);
  }

  /** Alarms, as {@code NOSPACE member 8e9e05c52164694d}. */
  public List<String> alarms() {
    return List.copyOf(running().leaderWithQuorum().state().alarms());
  }

  /**
   * Takes alarms back, whether or not their cause is gone.
   *
   * @return those that were raised
   */
  public List<String> disarm() {
    List<String> raised = alarms();
    raised.forEach(this::disarm);
    return raised;
  }

  /** Takes one alarm back. */
  public void disarm(String alarm) {
    running().propose(new Command.Alarm(alarm, false));
  }

  /** Raises an alarm. */
  public void raise(String alarm) {
    running().propose(new Command.Alarm(alarm, true));
  }

  /** How much of its database's file is in use. */
  public long inUse() {
    return running().state().keys().inUse();
  }

  /** Gives the free pages of its own database back; others keep theirs. */
  public void defragment() {
    running().state().keys().defragment();
  }

  /** The alarms that it knows of by itself, also without a leader. */
  public List<String> knownAlarms() {
    return List.copyOf(running().state().alarms());
  }

  /**
   * How long it is until a leader is elected, as far as that can be told: there is none, and enough
   * members are there to elect one. Who asks for what needs a leader waits, and is answered then.
   */
  public Optional<Duration> untilElection() {
    return raft == null ? Optional.empty() : raft.untilElection();
  }

  /** True where the leader that it follows leads no more, or it follows none. */
  public boolean isWithoutLeader() {
    return raft != null && raft.isWithoutLeader();
  }

  /** Ends well where a linearizable read through this member does. */
  public void linearizableRead() {
    current();
  }

  /** A key, by a linearizable read. */
  public Optional<KeyValue> get(String key) {
    return current().get(key);
  }

  /**
   * The keys with a prefix, by a linearizable read.
   *
   * @param from the first key to give, or the prefix itself
   * @param limit how many at most; 0 for all
   * @param revision as of which revision; 0 for the newest
   */
  public Range range(String prefix, String from, int limit, long revision) {
    return current().range(prefix, from, limit, revision);
  }

  /**
   * Puts a value where the key is still at that revision; 0 for a key that must not be there.
   *
   * @return the revision of the put, or 0 where the key was at another
   */
  public long put(String key, byte[] value, long expectedModRevision) {
    return put(key, value, expectedModRevision, 0);
  }

  /** The same; the key goes with that lease from now on, 0 for none. */
  public long put(String key, byte[] value, long expectedModRevision, long lease) {
    if (lease != 0) {
      requireLease(lease);
    }
    return change(key, expectedModRevision, new Command.Put(key, value, lease));
  }

  /**
   * Grants a lease.
   *
   * @param id its number; 0 for one that etcd chooses
   * @param ttlSeconds how long it is good; very short ones are made longer
   * @return its number
   */
  public long grant(long id, long ttlSeconds) {
    Leases leases = leases();
    if (ttlSeconds > MOST_TTL_SECONDS) {
      throw new EtcdFailure("etcdserver: too large lease TTL");
    }
    if (id != 0 && leases.exists(id)) {
      throw new EtcdFailure("etcdserver: lease already exists");
    }
    long chosen = id == 0 ? running().id() >>> Byte.SIZE ^ index() : id;
    while (chosen == 0 || (id == 0 && leases.exists(chosen))) {
      chosen++;
    }
    running().propose(new Command.Grant(chosen, ttlSeconds, simulation.now()));
    return chosen;
  }

  /** Takes a lease back, and deletes the keys that go with it. */
  public void revoke(long lease) {
    requireLease(lease);
    running().propose(new Command.Revoke(lease));
  }

  /**
   * Gives a lease its whole time again.
   *
   * @return that time; nothing where the lease is over
   */
  public Optional<Duration> keepAlive(long lease) {
    leases().renew(lease, simulation.now());
    return granted(lease);
  }

  /** How long a lease was granted for; nothing where it is over. */
  public Optional<Duration> granted(long lease) {
    return leases().granted(lease);
  }

  /** How long a lease is still good; nothing where it is over. */
  public Optional<Duration> left(long lease) {
    return leases().left(lease, simulation.now());
  }

  /** The keys that go with a lease. */
  public List<String> keysOf(long lease) {
    return leases().keys(lease);
  }

  /** The lease that a key goes with, as far as this member has seen it; 0 for none. */
  public long leaseOf(String key) {
    return running().state().leases().of(key);
  }

  /** The revision before which nothing can be read any more. */
  public long compacted() {
    return running().state().keys().compacted();
  }

  /**
   * Deletes the key where it is still at that revision.
   *
   * @return the revision of the deletion, or 0 where the key was at another
   */
  public long delete(String key, long expectedModRevision) {
    return change(key, expectedModRevision, new Command.Delete(key));
  }

  /** The revision that the next put or deletion will have. */
  public long nextRevision() {
    return current().revision() + 1;
  }

  /** Forgets what only reads before that revision need. */
  public void compact(long revision) {
    if (revision > current().revision()) {
      throw new EtcdFailure("etcdserver: mvcc: required revision is a future revision");
    }
    if (revision <= current().compacted()) {
      throw new EtcdFailure(EtcdFailure.COMPACTED);
    }
    running().propose(new Command.Compact(revision));
  }

  /**
   * The newest revision, that this member has seen, of a change of keys with that prefix, which
   * ends with a slash and has two parts, as {@code /registry/pods/}; 0 for none.
   */
  public long changes(String prefix) {
    return running().state().keys().lastChange(prefix);
  }

  /**
   * What happened to keys with that prefix after a revision, as far as this member has seen it:
   * what a watch from there is told.
   */
  public List<KeyChange> changesSince(String prefix, long revision) {
    return running().state().keys().changesSince(prefix, revision);
  }

  /**
   * The same, by a linearizable read, and whole: no change that was acknowledged before is missing.
   *
   * @throws EtcdFailure also where just the revision after that one is compacted: a watch may begin
   *     there, but a deletion at it is forgotten, as is what a put took the place of
   */
  public List<KeyChange> currentChangesSince(String prefix, long revision) {
    KeySpace keys = current();
    if (revision < keys.compacted()) {
      throw new EtcdFailure(EtcdFailure.COMPACTED);
    }
    return keys.changesSince(prefix, revision);
  }

  /** A snapshot of this member's content, as {@code etcdctl snapshot save} writes it. */
  public byte[] snapshot() {
    return SnapshotFile.of(running().state());
  }

  /**
   * Ends well where puts are taken.
   *
   * @throws EtcdFailure with etcd's words where an alarm says that a member has no room
   */
  public void takesPuts() {
    requireRoom(0);
  }

  private void requireRoom(long bytes) {
    Raft running = running();
    for (String alarm : running.leaderWithQuorum().state().alarms()) {
      if (alarm.startsWith(NO_SPACE)) {
        throw new EtcdFailure(EtcdFailure.NO_SPACE);
      }
    }
    if (running.state().keys().size() + bytes >= arguments.quota()) {
      raise(NO_SPACE + " member " + Long.toHexString(running.id()));
      throw new EtcdFailure(EtcdFailure.NO_SPACE);
    }
  }

  private long change(String key, long expected, Command command) {
    KeySpace keys = current();
    if (command instanceof Command.Put put) {
      requireRoom(PUT_OVERHEAD + put.key().length() + put.value().length);
    }
    if (keys.get(key).map(KeyValue::modRevision).orElse(0L) != expected) {
      return 0;
    }
    running().propose(command);
    return keys.revision();
  }

  private void requireLease(long lease) {
    if (!leases().exists(lease)) {
      throw new EtcdFailure("etcdserver: requested lease not found");
    }
  }

  /** The key space as the quorum has it. */
  private KeySpace current() {
    return agreed().keys();
  }

  /** As the leader has them, who alone knows when they are over. */
  private Leases leases() {
    return agreed().leases();
  }

  private ReplicatedState agreed() {
    Raft running = running();
    if (running.learner()) {
      throw new EtcdFailure("etcdserver: rpc not supported for learner");
    }
    return running.leaderWithQuorum().state();
  }

  private void tick() {
    if (simulation.now().isBefore(busyUntil)) {
      return;
    }
    // What it does next waits for the disk, heartbeats too.
    busyUntil = simulation.now().plus(machine.disk().latency());
    Raft running = running();
    running.tick();
    String fatal = running.fatal();
    if (fatal != null) {
      kill();
      ended.accept(fatal);
    } else if (!serving && running.leader() != 0) {
      publish(running);
    }
  }

  /** Tells the others its name and where it serves, and begins to serve. */
  private void publish(Raft running) {
    try {
      dev.firedrill.model.EtcdMember known =
          running.leaderWithQuorum().state().membership().known(running.id());
      dev.firedrill.model.EtcdMember now =
          new dev.firedrill.model.EtcdMember(
              known.id(),
              arguments.name(),
              known.peerUrls(),
              arguments.clientUrls(),
              known.learner());
      if (!now.equals(known)) {
        running.propose(new Command.PutMember(now));
      }
      network.listen(new Address(machine.address(), arguments.clientPort()), this);
      serving = true;
    } catch (EtcdFailure noQuorum) {
      // It tries again at the next tick.
    }
  }

  private Raft running() {
    if (raft == null) {
      throw new EtcdFailure("etcdserver: server stopped");
    }
    return raft;
  }
}
