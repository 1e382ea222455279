package dev.firedrill.operations;

import dev.firedrill.model.Sha256;
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
    int end = snapshot.length - LENGTH;
    byte[] appended = Arrays.copyOfRange(snapshot, end, snapshot.length);
    return Arrays.equals(Sha256.of(Arrays.copyOf(snapshot, end)), appended);
  }
}
