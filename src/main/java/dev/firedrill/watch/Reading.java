package dev.firedrill.watch;

import dev.firedrill.history.Observation;
import java.time.Instant;
import java.util.function.Function;

/**
 * Something seen of one subject.
 *
 * @param subject what it is about, the same at every look
 * @param observed the observation, once its time is given
 */
record Reading(String subject, Function<Instant, Observation> observed) {}
