package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.LedgerUnacknowledged;
import dev.firedrill.history.Observation.LedgerWritten;
import dev.firedrill.history.Observation.LoadWindow;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The stretches of a run that are judged. Bringing the cluster up is not one of them, nor is what
 * follows the last step and the last load: the ledger is read back then and nothing else happens.
 */
final class Spans {

  private Spans() {}

  /** From the first step after the cluster was brought up to the last step and the last load. */
  static Optional<Interval> afterCreation(History history) {
    return from(history, step -> !step.isCreation());
  }

  /** From the first step of the change to the last step and the last load. */
  static Optional<Interval> sinceChange(History history) {
    return from(history, Spans::belongsToChange);
  }

  /** From the first step of the change to the end of the work on the last node. */
  static Optional<Interval> change(History history) {
    Optional<Instant> end = Steps.of(history).workEnded();
    return sinceChange(history).flatMap(since -> end.map(at -> new Interval(since.from(), at)));
  }

  /** When an observation was over. */
  static Instant endOf(Observation observation) {
    return observation instanceof LoadWindow window
        ? window.at().plus(window.length())
        : observation.at();
  }

  private static boolean belongsToChange(Step step) {
    return step.isChange() || step.start().phase() == Phase.CHANGE;
  }

  private static Optional<Interval> from(History history, Predicate<Step> first) {
    Instant end =
        history.observations().stream()
            .filter(Spans::isActivity)
            .map(Spans::endOf)
            .max(Instant::compareTo)
            .orElse(Instant.MIN);
    return Steps.of(history).all().stream()
        .filter(first)
        .findFirst()
        .map(step -> new Interval(step.startedAt(), end));
  }

  private static boolean isActivity(Observation observation) {
    return observation instanceof StepStarted
        || observation instanceof StepFinished
        || observation instanceof LoadWindow
        || observation instanceof LedgerWritten
        || observation instanceof LedgerUnacknowledged;
  }
}
