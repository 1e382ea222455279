package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.DisasterBegun;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.RecoveryEnded;
import dev.firedrill.history.Observation.RunEnded;
import dev.firedrill.history.Observation.StepStarted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When the scenario's own fault had the cluster broken. What it breaks is expected there and held
 * against nobody but the recovery itself.
 *
 * @param broken from the fault to the first step after it was healed, or the end; empty where there
 *     is no fault
 * @param unusable those parts of it in which requests may fail: until everything worked again, and
 *     from its healing on. Requests that were under way when it began fail as well
 */
record Disruption(List<Interval> broken, List<Interval> unusable) {

  /** Nothing was broken. */
  static final Disruption NONE = new Disruption(List.of(), List.of());

  static Disruption of(History history) {
    Optional<DisasterBegun> begun = history.first(DisasterBegun.class);
    if (begun.isEmpty()) {
      return NONE;
    }
    Instant from = begun.get().at();
    RecoveryClock clock = RecoveryClock.of(history);
    Instant healed = healed(history).orElse(last(history));
    Instant before = from.minus(Disturbed.UNDER_WAY);
    Optional<Instant> recovered = clock.recovered();
    List<Interval> unusable =
        recovered.isEmpty()
            ? List.of(new Interval(before, last(history)))
            : List.of(
                new Interval(before, recovered.get()),
                new Interval(clock.ended().map(RecoveryEnded::at).orElse(healed), healed));
    return new Disruption(
        List.of(new Interval(from, recovered.isEmpty() ? last(history) : healed)), unusable);
  }

  /** True where the fault had the cluster broken at that moment. */
  boolean isBroken(Instant at) {
    return broken.stream().anyMatch(interval -> interval.contains(at));
  }

  /** True where requests may fail at that moment. */
  boolean isUnusable(Instant at) {
    return unusable.stream().anyMatch(interval -> interval.contains(at));
  }

  /** True where the stretch meets a time in which requests may fail. */
  boolean touches(Interval stretch) {
    return unusable.stream()
        .map(interval -> interval.and(stretch))
        .anyMatch(common -> !common.to().isBefore(common.from()));
  }

  /** Names in the evidence when the cluster was broken. */
  void noteIn(Assessment assessment) {
    for (Interval interval : broken) {
      assessment.note(
          interval.from(),
          "fault",
          "the cluster was broken for %s until %s; expected"
              .formatted(Interval.seconds(interval.length()), interval.to()));
    }
  }

  private static Optional<Instant> healed(History history) {
    return history
        .of(StepStarted.class)
        .filter(step -> step.phase() == Phase.AFTER)
        .findFirst()
        .map(StepStarted::at)
        .or(() -> history.last(RunEnded.class).map(RunEnded::at));
  }

  private static Instant last(History history) {
    return history.observations().stream()
        .map(Observation::at)
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }
}
