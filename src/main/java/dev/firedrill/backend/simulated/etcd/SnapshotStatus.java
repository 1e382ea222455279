package dev.firedrill.backend.simulated.etcd;

/**
 * What {@code etcdutl snapshot status} prints of a snapshot.
 *
 * @param hash of its content, 32 bits
 * @param revision the newest it holds
 * @param totalKey how many revisions of keys it holds
 * @param totalSize in bytes, without the hash at its end
 */
public record SnapshotStatus(long hash, long revision, long totalKey, long totalSize) {}
