package dev.firedrill.backend.simulated.etcd;

/**
 * A key at one revision.
 *
 * @param key the key
 * @param value what was put; not to be changed
 * @param createRevision when the key came to be
 * @param modRevision when this value was put
 * @param version how often the key was put since it came to be
 */
public record KeyValue(
    String key, byte[] value, long createRevision, long modRevision, long version) {}
