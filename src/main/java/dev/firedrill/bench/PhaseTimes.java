package dev.firedrill.bench;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.CheckMade;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.RunStarted;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The phases of a run, from its history: making the machines, each step, and the sums that the
 * benchmarks compare.
 */
public final class PhaseTimes {

  private final History history;
  private final Map<String, StepFinished> ends;

  private PhaseTimes(History history) {
    this.history = history;
    this.ends =
        history
            .of(StepFinished.class)
            .collect(Collectors.toMap(StepFinished::id, end -> end, (first, again) -> again));
  }

  /**
   * The phases in the order of the run: the machines, every creation step, the wait for workload
   * and DNS, the sum of these; then every step of the change, and its sum. A phase that did not end
   * is left out.
   */
  public static List<PhaseTime> of(History history) {
    PhaseTimes times = new PhaseTimes(history);
    List<PhaseTime> phases = new ArrayList<>();
    times.creation(phases);
    times.steps(Phase.BEFORE, phases);
    times.steps(Phase.CHANGE, phases);
    times.sum(Phase.CHANGE).ifPresent(sum -> phases.add(new PhaseTime("change, in all", sum)));
    return phases;
  }

  private void creation(List<PhaseTime> phases) {
    Optional<Instant> begun = history.first(RunStarted.class).map(RunStarted::at);
    Optional<Instant> first = started(Phase.CREATE).stream().map(StepStarted::at).findFirst();
    if (begun.isPresent() && first.isPresent()) {
      phases.add(new PhaseTime("machines", Duration.between(begun.get(), first.get())));
    }
    steps(Phase.CREATE, phases);
    Optional<Instant> ready =
        history
            .of(CheckMade.class)
            .filter(check -> check.check().equals("baseline") && check.passed())
            .map(CheckMade::at)
            .findFirst();
    lastEnd(Phase.CREATE)
        .ifPresent(
            end ->
                ready.ifPresent(
                    at ->
                        phases.add(
                            new PhaseTime("workload and DNS ready", Duration.between(end, at)))));
    begun.ifPresent(
        start ->
            ready.ifPresent(
                at -> phases.add(new PhaseTime("creation, in all", Duration.between(start, at)))));
  }

  private void steps(Phase phase, List<PhaseTime> phases) {
    for (StepStarted step : started(phase)) {
      StepFinished end = ends.get(step.id());
      if (end != null) {
        String name = step.node().isEmpty() ? step.step() : step.step() + " " + step.node();
        phases.add(new PhaseTime(name, Duration.between(step.at(), end.at())));
      }
    }
  }

  private Optional<Duration> sum(Phase phase) {
    return lastEnd(phase).map(end -> Duration.between(started(phase).get(0).at(), end));
  }

  private Optional<Instant> lastEnd(Phase phase) {
    return started(phase).stream()
        .filter(step -> ends.containsKey(step.id()))
        .map(step -> ends.get(step.id()).at())
        .reduce((earlier, later) -> later);
  }

  private List<StepStarted> started(Phase phase) {
    return history.of(StepStarted.class).filter(step -> step.phase() == phase).toList();
  }
}
