package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.RunEnded;
import dev.firedrill.model.AgentPlacement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A node is drained, and kubeadm's upgrade of it done, before its kubelet is upgraded; and what was
 * drained is uncordoned after that ("Upgrading kubeadm clusters" in the Kubernetes documentation: a
 * minor upgrade of the kubelet needs the node drained). Where a control plane's kubelet runs inside
 * it ({@link AgentPlacement}), that is upgraded with it and needs the node drained as well.
 */
final class DrainedForKubelet {

  private final Steps steps;
  private final AgentPlacement agents;
  private final boolean ended;
  private final Assessment assessment;

  DrainedForKubelet(History history, Assessment assessment) {
    this.steps = Steps.of(history);
    this.agents = Nodes.agents(history);
    this.ended = history.last(RunEnded.class).isPresent();
    this.assessment = assessment;
  }

  void check() {
    steps.named(Step.UPGRADE_KUBELET).forEach(this::before);
    if (agents == AgentPlacement.INSIDE_CONTROL_PLANE) {
      Stream.of(Step.UPGRADE_FIRST_CONTROL_PLANE, Step.UPGRADE_CONTROL_PLANE)
          .flatMap(steps::named)
          .forEach(this::drained);
    }
    steps.named(Step.DRAIN).forEach(this::uncordoned);
  }

  private void before(Step kubelet) {
    Instant at = kubelet.startedAt();
    List<Step> work = steps.workBefore(kubelet, kubelet.node());
    if (work.stream().noneMatch(step -> step.isKubeadmUpgrade() && isDone(step, at))) {
      assessment.violation(at, kubelet, "was begun before the upgrade of that node was finished");
    }
    drained(kubelet);
  }

  private void drained(Step kubelet) {
    Instant at = kubelet.startedAt();
    List<Step> work = steps.workBefore(kubelet, kubelet.node());
    Optional<Step> last = Steps.last(work, Step.DRAIN, Step.UNCORDON);
    if (last.isEmpty()) {
      assessment.violation(at, kubelet, "was begun and the node was not drained");
    } else if (last.get().name().equals(Step.UNCORDON)) {
      assessment.violation(at, kubelet, "was begun after the node had been uncordoned");
    } else if (last.get().ends().isEmpty()) {
      assessment.doubt(at, kubelet, "was begun and nothing says that the drain had ended");
    } else if (!isDone(last.get(), at)) {
      assessment.violation(at, kubelet, "was begun and the drain of the node had not succeeded");
    }
  }

  private void uncordoned(Step drain) {
    if (!drain.succeeded()) {
      return;
    }
    Step last = Steps.last(steps.workAfter(drain), Step.UPGRADE_KUBELET).orElse(drain);
    Instant after = last.finishedAt().orElse(last.startedAt());
    boolean uncordoned =
        steps.workAfter(last).stream()
            .filter(step -> step.name().equals(Step.UNCORDON))
            .anyMatch(step -> !step.startedAt().isBefore(after) && !step.ends().isEmpty());
    if (!uncordoned && ended) {
      assessment.violation(drain.startedAt(), drain, "was not followed by uncordoning the node");
    } else if (!uncordoned) {
      assessment.doubt(
          drain.startedAt(), drain, "was not followed by uncordoning before the run broke off");
    }
  }

  /** A step whose end is not recorded is doubted where steps are looked at one by one. */
  private static boolean isDone(Step step, Instant at) {
    return step.ends().isEmpty() || step.finishedBy(at);
  }
}
