package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.DisasterBegun;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run rehearses, at its beginning: the first step that changes something, or the fault.
 *
 * @param at when it was begun
 * @param what the step or fault, for a sentence
 */
record Change(Instant at, Object what) {

  /** The first of a run; nothing where it changed nothing. */
  static Optional<Change> firstOf(History history) {
    return history
        .first(DisasterBegun.class)
        .map(fault -> new Change(fault.at(), "fault " + fault.fault()))
        .or(() -> Steps.of(history).firstChange().map(step -> new Change(step.startedAt(), step)));
  }
}
