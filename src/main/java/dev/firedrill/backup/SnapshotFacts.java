package dev.firedrill.backup;

/**
 * What etcd's own tool said of the snapshot in a set when it was taken.
 *
 * @param hash the digest that etcd computes of its content
 * @param revision the newest revision it holds
 * @param totalKeys how many keys, old revisions counted
 */
public record SnapshotFacts(String hash, long revision, long totalKeys) {

  /** Of a set without a snapshot. */
  static final SnapshotFacts NONE = new SnapshotFacts("", 0, 0);
}
