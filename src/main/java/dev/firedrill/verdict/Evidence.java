package dev.firedrill.verdict;

import java.time.Instant;

/**
 * One thing seen that a finding rests on.
 *
 * @param at when it was seen
 * @param object what was looked at, for example {@code kubelet on worker-1}
 * @param seen what was seen
 */
public record Evidence(Instant at, String object, String seen) {}
