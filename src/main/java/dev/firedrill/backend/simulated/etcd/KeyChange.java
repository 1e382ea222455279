package dev.firedrill.backend.simulated.etcd;

import java.util.Optional;

/**
 * A put or a deletion, as a watch sees it.
 *
 * @param revision its revision
 * @param before the value that it took the place of
 * @param after nothing for a deletion
 */
public record KeyChange(long revision, Optional<KeyValue> before, Optional<KeyValue> after) {}
