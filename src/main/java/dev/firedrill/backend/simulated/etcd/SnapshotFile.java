package dev.firedrill.backend.simulated.etcd;

import dev.firedrill.model.Sha256;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * A snapshot as a file: a member's content in pages, as its database is, and their SHA-256 at the
 * end as {@code etcdctl snapshot save} writes it. That a file has a digest is seen by its length
 * alone, as etcd does.
 */
public final class SnapshotFile {

  private static final int HASH = 32;
  private static final int PAGE = 4096;
  private static final int SECTOR = 512;

  private SnapshotFile() {}

  /**
   * Reads it through. Its digest is not looked at, as {@code etcdutl snapshot status} does not
   * either.
   *
   * @throws EtcdFailure with etcdutl's words where it cannot be read
   */
  public static SnapshotStatus status(byte[] snapshot) {
    byte[] content = content(snapshot);
    KeySpace keys = read(content).keys();
    return new SnapshotStatus(
        keys.hash(keys.revision()), keys.revision(), keys.all().size(), content.length);
  }

  /** The same of the file {@code member/snap/db} of a member that does not run. */
  public static SnapshotStatus statusOfMember(byte[] database) {
    if (database.length <= DataFolder.IDENTITY) {
      throw new EtcdFailure("snapshot file integrity check failed. 1 errors found.");
    }
    KeySpace keys = DataFolder.state(database).keys();
    return new SnapshotStatus(
        keys.hash(keys.revision()), keys.revision(), keys.all().size(), database.length);
  }

  /**
   * What a member that is restored from the snapshot has in its folder: the file {@code
   * member/snap/db}, as if it had run before in a cluster of just these members.
   *
   * @param command etcdutl's arguments: {@code --name}, {@code --initial-cluster} and so on, each
   *     as one argument with its value
   * @param bump by how much revisions are raised
   * @throws EtcdFailure with etcdutl's words where it is damaged, or the arguments do not fit
   */
  public static byte[] restored(byte[] snapshot, List<String> command, long bump) {
    verify(snapshot);
    ReplicatedState saved = read(content(snapshot));
    KeySpace kept = saved.keys();
    long revision = kept.revision() + bump;
    KeySpace keys =
        KeySpace.of(revision, bump > 0 ? revision : kept.compacted(), kept.allocated(), kept.all());
    Beginning member = Beginning.fresh(EtcdArguments.parse(command));
    ReplicatedState restored = new ReplicatedState(member.state().membership(), keys, 1, 1);
    // A restored member has the alarms that were raised when the snapshot was saved.
    restored.alarms().addAll(saved.alarms());
    return DataFolder.content(member.id(), restored);
  }

  /**
   * Looks at its digest, as {@code etcdutl snapshot restore} does first.
   *
   * @throws EtcdFailure with etcdutl's words where there is none, or it is another's
   */
  public static void verify(byte[] snapshot) {
    if (!hasHash(snapshot)) {
      throw new EtcdFailure("snapshot missing hash but --skip-hash-check=false");
    }
    byte[] hash = Arrays.copyOfRange(snapshot, snapshot.length - HASH, snapshot.length);
    byte[] expected = Sha256.of(content(snapshot));
    if (!Arrays.equals(hash, expected)) {
      throw new EtcdFailure(
          "expected sha256 %s, got %s".formatted(Arrays.toString(hash), Arrays.toString(expected)));
    }
  }

  static byte[] of(ReplicatedState replicated) {
    byte[] state = StateCodec.write(replicated);
    byte[] content = Arrays.copyOf(state, (state.length + PAGE - 1) / PAGE * PAGE);
    byte[] snapshot = Arrays.copyOf(content, content.length + HASH);
    System.arraycopy(Sha256.of(content), 0, snapshot, content.length, HASH);
    return snapshot;
  }

  private static byte[] content(byte[] snapshot) {
    if (snapshot.length == 0) {
      throw new EtcdFailure("snapshot file is empty");
    }
    return Arrays.copyOf(snapshot, snapshot.length - (hasHash(snapshot) ? HASH : 0));
  }

  private static boolean hasHash(byte[] snapshot) {
    return snapshot.length % SECTOR == HASH;
  }

  private static ReplicatedState read(byte[] content) {
    try {
      return StateCodec.read(content);
    } catch (UncheckedIOException damaged) {
      throw new EtcdFailure("snapshot file integrity check failed. 1 errors found.\n" + damaged);
    }
  }
}
