package dev.firedrill.waiting;

import java.util.function.Supplier;

/**
 * Something worth waiting for, with a name.
 *
 * @param expected what is waited for, for example {@code Ready at v1.30.4}
 * @param object what it is expected of, for example {@code node worker-1}
 * @param look one look; a cluster that does not answer counts as not yet
 * @param <T> what the condition yields once it holds
 */
public record Condition<T>(String expected, String object, Supplier<Sight<T>> look) {}
