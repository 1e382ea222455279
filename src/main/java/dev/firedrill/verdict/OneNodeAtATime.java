package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The work on a node begins only when that on the node before it is finished and that node has been
 * seen Ready at the new version. A control plane may be left with its kubelet still to be upgraded,
 * and be gone back to once for that: where kubelets reach any API server through a load balancer,
 * the skew policy wants every one of these upgraded first.
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
      if (left.contains(step.node()) && !isKubeletsTurn(step)) {
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

  private boolean isKubeletsTurn(Step step) {
    List<Step> before = steps.workBefore(step, step.node());
    return before.stream().anyMatch(Step::isControlPlaneUpgrade)
        && before.stream().noneMatch(earlier -> earlier.name().equals(Step.UPGRADE_KUBELET))
        && !step.isKubeadmUpgrade();
  }

  private void leave(String node, Step next) {
    Instant at = next.startedAt();
    List<Step> work = steps.workBefore(next, node);
    for (Step step : work) {
      if (step.ends().isEmpty()) {
        assessment.doubt(at, next, "was begun and nothing says that %s had ended".formatted(step));
      } else if (!step.finishedBy(at)) {
        assessment.violation(at, next, "was begun while %s was not finished".formatted(step));
      }
    }
    Steps.last(work, Step.DRAIN, Step.UNCORDON)
        .filter(last -> last.name().equals(Step.DRAIN))
        .ifPresent(
            drain -> assessment.violation(at, next, "was begun while " + node + " was drained"));
    Steps.last(work, Step.UPGRADE_KUBELET)
        .ifPresentOrElse(
            step -> ready(node, Component.KUBELET, step, next, isAwaited(step, next)),
            () ->
                Steps.last(work, Step.UPGRADE_FIRST_CONTROL_PLANE, Step.UPGRADE_CONTROL_PLANE)
                    .ifPresentOrElse(
                        // The step itself waits until the new API server answers.
                        step -> ready(node, Component.KUBE_APISERVER, step, next, true),
                        () -> {
                          Step begun = work.get(0);
                          ready(node, Component.KUBELET, begun, next, isAwaited(begun, next));
                        }));
  }

  private boolean isAwaited(Step done, Step next) {
    Instant after = done.finishedAt().orElse(done.startedAt());
    return steps
        .named(Step.AWAIT_NODE, done.node())
        .filter(step -> step.succeeded() && step.finishedBy(next.startedAt()))
        .anyMatch(step -> !step.startedAt().isBefore(after));
  }

  /**
   * Looks for the node Ready, with a component at the new version, after a step and before the
   * next.
   *
   * @param awaited true where a step saw it; the watch, which looks every few seconds, may follow
   */
  private void ready(String node, Component component, Step done, Step next, boolean awaited) {
    Instant after = done.finishedAt().orElse(done.startedAt());
    Instant limit = awaited ? next.startedAt().plus(Silence.LIMIT) : next.startedAt();
    Readiness readiness = Readiness.of(history, node, component);
    if (readiness.firstReadyAt(version, after).filter(seen -> !seen.isAfter(limit)).isPresent()) {
      return;
    }
    String sentence =
        "was begun although %s had not been seen Ready with %s at %s"
            .formatted(node, component, version);
    Optional<Readiness.Sight> last = readiness.last(after, limit);
    if (!awaited && last.isEmpty() && readiness.isLookedAtSoonAfter(limit)) {
      assessment.violation(
          next.startedAt(), next, sentence + "; no step waited for that and nobody looked");
    } else if (last.isPresent() && readiness.reaches(limit)) {
      assessment.violation(next.startedAt(), next, sentence + "; last seen " + last.get());
    } else {
      String why =
          last.map(seen -> "last seen " + seen + ", and not since").orElse("nobody looked");
      assessment.doubt(next.startedAt(), next, sentence + ": " + why);
    }
  }
}
