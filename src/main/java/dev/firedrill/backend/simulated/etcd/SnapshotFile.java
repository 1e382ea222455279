package dev.firedrill.backend.simulated.etcd;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** A snapshot as a file: a member's content, and its SHA-256 at the end as etcd writes it. */
public final class SnapshotFile {

  private static final int HASH = 32;

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

  static byte[] of(ReplicatedState state) {
    byte[] content = StateCodec.write(state);
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
