package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.DisasterBegun;
import dev.firedrill.history.Observation.DisasterHealed;
import dev.firedrill.history.Observation.LedgerUnacknowledged;
import dev.firedrill.history.Observation.LedgerWritten;
import dev.firedrill.history.Observation.LoadWindow;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.RecoveryEnded;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The stretches of a run that are judged. Bringing the cluster up is not one of them, nor is what
 * follows the last step and the last load: the ledger is read back then and nothing else happens.
 */
final class Spans {

  private Spans() {}

  /** From the first step, or fault, after the cluster was brought up to the last step and load. */
  static Optional<Interval> afterCreation(History history) {
    return from(history, step -> !step.isCreation());
  }

  /** From the first step of the change, or the fault, to the last step and the last load. */
  static Optional<Interval> sinceChange(History history) {
    return from(history, Spans::belongsToChange);
  }

  /** From the first step of the change, or the fault, to the end of the work, or the recovery. */
  static Optional<Interval> change(History history) {
    Optional<Instant> recovered = history.first(RecoveryEnded.class).map(RecoveryEnded::at);
    Optional<Instant> end =
        Stream.concat(Steps.of(history).workEnded().stream(), recovered.stream())
            .max(Instant::compareTo);
    return sinceChange(history).flatMap(since -> end.map(at -> new Interval(since.from(), at)));
  }

  /** When the last work ended, or the healing of a fault that had taken nodes away. */
  static Optional<Instant> mended(History history) {
    boolean tookNodes =
        history.first(DisasterBegun.class).filter(fault -> !fault.absent().isEmpty()).isPresent();
    Stream<Instant> healed =
        history.of(DisasterHealed.class).filter(healing -> tookNodes).map(DisasterHealed::at);
    return Stream.concat(Steps.of(history).workEnded().stream(), healed).max(Instant::compareTo);
  }

  /** When an observation was over. */
  static Instant endOf(Observation observation) {
    return observation instanceof LoadWindow window
        ? window.at().plus(window.length())
        : observation.at();
  }

  private static boolean belongsToChange(Step step) {
    return step.isChange() || step.start().phase().compareTo(Phase.CHANGE) >= 0;
  }

  private static Optional<Interval> from(History history, Predicate<Step> first) {
    Instant end =
        history.observations().stream()
            .filter(Spans::isActivity)
            .map(Spans::endOf)
            .max(Instant::compareTo)
            .orElse(Instant.MIN);
    Stream<Instant> steps = Steps.of(history).all().stream().filter(first).map(Step::startedAt);
    Stream<Instant> fault = history.first(DisasterBegun.class).map(DisasterBegun::at).stream();
    return Stream.concat(steps, fault)
        .min(Instant::compareTo)
        .map(begin -> new Interval(begin, end));
  }

  private static boolean isActivity(Observation observation) {
    return observation instanceof StepStarted
        || observation instanceof RecoveryEnded
        || observation instanceof StepFinished
        || observation instanceof LoadWindow
        || observation instanceof LedgerWritten
        || observation instanceof LedgerUnacknowledged;
  }
}
