package dev.firedrill.backend.simulated.etcd;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * A snapshot as a file: a member's content in pages, as its database is, and their SHA-256 at the
 * end as etcd writes it. By the length etcdctl sees that the digest is there.
 */
public final class SnapshotFile {

  private static final int HASH = 32;
  private static final int PAGE = 4096;

  private SnapshotFile() {}

  /**
   * Reads it through.
   *
   * @throws EtcdFailure with etcdutl's words where it is damaged
   */
  public static SnapshotStatus status(byte[] snapshot) {
    byte[] content = content(snapshot);
    KeySpace keys = StateCodec.read(content).keys();
    return new SnapshotStatus(
        keys.hash(keys.revision()), keys.revision(), keys.all().size(), content.length);
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
    KeySpace kept = StateCodec.read(content(snapshot)).keys();
    long revision = kept.revision() + bump;
    KeySpace keys = KeySpace.of(revision, bump > 0 ? revision : kept.compacted(), kept.all());
    Beginning member = Beginning.fresh(EtcdArguments.parse(command));
    return DataFolder.content(
        member.id(), new ReplicatedState(member.state().membership(), keys, 1, 1));
  }

  static byte[] of(ReplicatedState state) {
    byte[] written = StateCodec.write(state);
    byte[] content = Arrays.copyOf(written, (written.length + PAGE - 1) / PAGE * PAGE);
    byte[] snapshot = Arrays.copyOf(content, content.length + HASH);
    System.arraycopy(sha256(content), 0, snapshot, content.length, HASH);
    return snapshot;
  }

  private static byte[] content(byte[] snapshot) {
    if (snapshot.length == 0) {
      throw new EtcdFailure("snapshot file is empty");
    }
    byte[] content = Arrays.copyOf(snapshot, Math.max(0, snapshot.length - HASH));
    byte[] hash = Arrays.copyOfRange(snapshot, content.length, snapshot.length);
    byte[] expected = sha256(content);
    if (!Arrays.equals(hash, expected)) {
      throw new EtcdFailure(
          "expected sha256 %s, got %s".formatted(Arrays.toString(hash), Arrays.toString(expected)));
    }
    return content;
  }

  private static byte[] sha256(byte[] content) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
