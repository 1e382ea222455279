package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps of a run.
 *
 * @param all in the order in which they were begun
 */
record Steps(List<Step> all) {

  static Steps of(History history) {
    Map<String, StepStarted> starts = new LinkedHashMap<>();
    history.of(StepStarted.class).forEach(start -> starts.putIfAbsent(start.id(), start));
    Map<String, List<StepFinished>> ends = new LinkedHashMap<>();
    history
        .of(StepFinished.class)
        .forEach(end -> ends.computeIfAbsent(end.id(), id -> new ArrayList<>()).add(end));
    List<Step> steps = new ArrayList<>();
    starts.forEach((id, start) -> steps.add(new Step(start, ends.getOrDefault(id, List.of()))));
    return new Steps(List.copyOf(steps));
  }

  Stream<Step> named(String name) {
    return all.stream().filter(step -> !step.isCreation() && step.name().equals(name));
  }

  Stream<Step> named(String name, String node) {
    return named(name).filter(step -> step.node().equals(node));
  }

  /** The steps that make up the work on nodes. */
  List<Step> work() {
    return all.stream().filter(Step::isWork).toList();
  }

  /** The work on one node. */
  List<Step> workOn(String node) {
    return all.stream().filter(step -> step.isWork() && step.node().equals(node)).toList();
  }

  /** The first step that changes something. */
  Optional<Step> firstChange() {
    return all.stream().filter(Step::isChange).findFirst();
  }

  /** When the last of the work on nodes ended, as far as it did. */
  Optional<Instant> workEnded() {
    return work().stream().flatMap(step -> step.finishedAt().stream()).max(Instant::compareTo);
  }
}
