package dev.firedrill.distribution;

/**
 * A snapshot that {@code etcdutl snapshot status} has read through.
 *
 * @param file where it is on the node
 * @param hash the digest etcdutl computes of its content
 * @param revision the newest revision it holds
 * @param totalKeys how many keys, old revisions counted
 * @param bytes its size as etcdutl sees it
 */
public record Snapshot(String file, String hash, long revision, long totalKeys, long bytes) {}
