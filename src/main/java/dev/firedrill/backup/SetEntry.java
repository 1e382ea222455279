package dev.firedrill.backup;

import java.time.Instant;

/**
 * A file of a backup set.
 *
 * @param name its name in the set, for example {@code pki/etc/kubernetes/pki/ca.key}
 * @param part what it belongs to
 * @param node the node it was taken from
 * @param cluster what tells its cluster from others; empty where nobody could say
 * @param takenAt when it was taken
 * @param bytes its size
 * @param sha256 its digest
 * @param storedAs the name of the object that holds it
 * @param storedBytes the object's size
 * @param storedSha256 the object's digest
 * @param keyId the key it is encrypted with; empty where it is not
 */
public record SetEntry(
    String name,
    BackupPart part,
    String node,
    String cluster,
    Instant takenAt,
    long bytes,
    String sha256,
    String storedAs,
    long storedBytes,
    String storedSha256,
    String keyId) {

  /** True where only the holder of a key can read it. */
  public boolean encrypted() {
    return !keyId.isEmpty();
  }
}
