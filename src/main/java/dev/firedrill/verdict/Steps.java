package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.model.NodeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
    steps.sort(Comparator.comparing(Step::startedAt));
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
    return workOn(all, node);
  }

  /** The work on one node that was begun before a step, also where both were at one instant. */
  List<Step> workBefore(Step step, String node) {
    return workOn(all.subList(0, all.indexOf(step)), node);
  }

  /** The work on a step's node that was begun after it. */
  List<Step> workAfter(Step step) {
    return workOn(all.subList(all.indexOf(step) + 1, all.size()), step.node());
  }

  /** The last step of some names, if there is one. */
  static Optional<Step> last(List<Step> steps, String... names) {
    return steps.stream()
        .filter(step -> List.of(names).contains(step.name()))
        .reduce((earlier, later) -> later);
  }

  private static List<Step> workOn(List<Step> steps, String node) {
    return steps.stream().filter(step -> step.isWork() && step.node().equals(node)).toList();
  }

  /** The work that names none of the nodes. */
  List<Step> nowhere(Nodes nodes) {
    List<String> names = nodes.all().stream().map(NodeName::value).toList();
    return work().stream().filter(step -> !names.contains(step.node())).toList();
  }

  /** The first step that changes something. */
  Optional<Step> firstChange() {
    return all.stream().filter(Step::isChange).findFirst();
  }

  /** When the last of the work on nodes, or of the repairs, ended, as far as it did. */
  Optional<Instant> workEnded() {
    return all.stream()
        .filter(step -> step.isWork() || step.isRepair())
        .flatMap(step -> step.finishedAt().stream())
        .max(Instant::compareTo);
  }
}
