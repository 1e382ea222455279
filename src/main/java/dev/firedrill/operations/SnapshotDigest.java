package dev.firedrill.operations;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The SHA-256 that etcd appends to a snapshot it is asked for, over everything before it. {@code
 * etcdutl snapshot restore} checks it, on the day it is needed; {@code etcdutl snapshot status}
 * does not: a snapshot cut short by those 32 bytes passes it (measured with 3.5.12).
 */
public final class SnapshotDigest {

  private static final int LENGTH = 32;

  private SnapshotDigest() {}

  /** True where the snapshot ends with the digest of what precedes. */
  public static boolean holds(byte[] snapshot) {
    if (snapshot.length <= LENGTH) {
      return false;
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(snapshot, 0, snapshot.length - LENGTH);
      byte[] appended = Arrays.copyOfRange(snapshot, snapshot.length - LENGTH, snapshot.length);
      return MessageDigest.isEqual(digest.digest(), appended);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
