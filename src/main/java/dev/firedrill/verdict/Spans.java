package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.RunEnded;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/** The stretches of a run that are judged. Bringing the cluster up is not one of them. */
final class Spans {

  private Spans() {}

  /** From the first step after the cluster was brought up to the end of the run. */
  static Optional<Interval> afterCreation(History history) {
    return from(history, step -> !step.isCreation());
  }

  /** From the first step of the change to the end of the run. */
  static Optional<Interval> sinceChange(History history) {
    return from(history, Spans::belongsToChange);
  }

  /** From the first step of the change to the end of the work on the last node. */
  static Optional<Interval> change(History history) {
    Optional<Instant> end = Steps.of(history).workEnded();
    return sinceChange(history).flatMap(since -> end.map(at -> new Interval(since.from(), at)));
  }

  private static boolean belongsToChange(Step step) {
    return step.isChange() || step.start().phase() == Phase.CHANGE;
  }

  private static Optional<Interval> from(History history, Predicate<Step> first) {
    return Steps.of(history).all().stream()
        .filter(first)
        .findFirst()
        .map(step -> new Interval(step.startedAt(), end(history)));
  }

  private static Instant end(History history) {
    return history
        .last(RunEnded.class)
        .map(Observation::at)
        .or(() -> history.observations().stream().map(Observation::at).max(Instant::compareTo))
        .orElse(Instant.MAX);
  }
}
