package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.model.Version;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The work on a node begins only when that on the node before it is finished and that node has been
 * seen Ready at the new version.
 */
final class OneNodeAtATime {

  private final History history;
  private final Steps steps;
  private final Version version;
  private final Assessment assessment;

  OneNodeAtATime(History history, Version version, Assessment assessment) {
    this.history = history;
    this.steps = Steps.of(history);
    this.version = version;
    this.assessment = assessment;
  }

  void check() {
    Set<String> left = new HashSet<>();
    String current = "";
    for (Step step : steps.work()) {
      if (step.node().equals(current)) {
        continue;
      }
      if (left.contains(step.node())) {
        assessment.violation(
            step.startedAt(),
            step,
            "went back to the node after work on " + current + " had begun");
      }
      if (!current.isEmpty()) {
        leave(current, step);
      }
      left.add(current);
      current = step.node();
    }
  }

  private void leave(String node, Step next) {
    Instant at = next.startedAt();
    for (Step work : steps.workOn(node)) {
      if (!work.startedAt().isAfter(at) && !work.finishedBy(at)) {
        if (work.ends().isEmpty()) {
          assessment.doubt(
              at, next, "was begun and nothing says that %s had ended".formatted(work));
        } else {
          assessment.violation(at, next, "was begun while %s was not finished".formatted(work));
        }
      }
    }
    ready(node, next);
  }

  private void ready(String node, Step next) {
    Instant after = workDone(node, next);
    Readiness readiness = Readiness.of(history, node);
    boolean awaited =
        steps
            .named(Step.AWAIT_NODE, node)
            .filter(step -> step.succeeded() && step.finishedBy(next.startedAt()))
            .anyMatch(step -> !step.startedAt().isBefore(after));
    // The watch looks every few seconds; where the step saw the node itself, the watch may follow.
    Instant limit = awaited ? next.startedAt().plus(Silence.LIMIT) : next.startedAt();
    if (readiness.firstReadyAt(version, after).filter(seen -> !seen.isAfter(limit)).isPresent()) {
      return;
    }
    String sentence =
        "was begun although %s had not been seen Ready at %s".formatted(node, version);
    Optional<Readiness.Sight> last = readiness.lastIn(new Interval(after, limit));
    if (last.isPresent()) {
      assessment.violation(next.startedAt(), next, sentence + "; last seen " + last.get());
    } else {
      assessment.doubt(next.startedAt(), next, sentence + ": nobody looked at it");
    }
  }

  /** When the kubelet of the node was replaced, or else when the work on the node began. */
  private Instant workDone(String node, Step next) {
    return steps
        .named(Step.UPGRADE_KUBELET, node)
        .filter(step -> step.startedAt().isBefore(next.startedAt()))
        .map(step -> step.finishedAt().orElse(step.startedAt()))
        .reduce((earlier, later) -> later)
        .orElseGet(() -> steps.workOn(node).get(0).startedAt());
  }
}
