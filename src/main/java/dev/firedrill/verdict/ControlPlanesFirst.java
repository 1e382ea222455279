package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.model.NodeName;
import java.util.List;
import java.util.Optional;

/**
 * {@code kubeadm upgrade apply} on one control plane precedes every other upgrade, and all work on
 * control planes is done before work on a worker begins ("Upgrading kubeadm clusters" in the
 * Kubernetes documentation).
 */
final class ControlPlanesFirst {

  private final Nodes nodes;
  private final Steps steps;
  private final Assessment assessment;

  ControlPlanesFirst(History history, Assessment assessment) {
    this.nodes = Nodes.of(history);
    this.steps = Steps.of(history);
    this.assessment = assessment;
  }

  void check() {
    if (nodes.all().isEmpty()) {
      assessment.missing("the history does not say what nodes there are");
      return;
    }
    if (steps.all().stream().noneMatch(step -> step.isChange() && step.isUpgrade())) {
      return;
    }
    firstControlPlaneFirst();
    for (NodeName worker : nodes.workers()) {
      steps.workOn(worker.value()).stream().findFirst().ifPresent(this::afterControlPlanes);
    }
  }

  private void firstControlPlaneFirst() {
    Optional<Step> first = steps.named(Step.UPGRADE_FIRST_CONTROL_PLANE).findFirst();
    if (first.isEmpty()) {
      steps.all().stream()
          .filter(step -> step.isChange() && step.isUpgrade())
          .findFirst()
          .ifPresent(
              step ->
                  assessment.violation(
                      step.startedAt(), step, "was begun and no first control plane was upgraded"));
      return;
    }
    steps.all().stream()
        .filter(step -> step.isChange() && step.isUpgrade() && step != first.get())
        .forEach(step -> after(first.get(), step));
    if (nodes.controlPlanes().stream().noneMatch(n -> n.value().equals(first.get().node()))) {
      assessment.violation(
          first.get().startedAt(), first.get(), "was begun on what is not a control plane");
    }
  }

  private void afterControlPlanes(Step onWorker) {
    for (NodeName node : nodes.controlPlanes()) {
      List<Step> work = steps.workOn(node.value());
      if (work.stream().noneMatch(Step::isKubeadmUpgrade)) {
        assessment.violation(
            onWorker.startedAt(),
            onWorker,
            "was begun and control plane %s was never upgraded".formatted(node));
      }
      work.forEach(step -> after(step, onWorker));
    }
  }

  private void after(Step earlier, Step later) {
    if (earlier.finishedBy(later.startedAt())) {
      return;
    }
    if (earlier.ends().isEmpty() && !earlier.startedAt().isAfter(later.startedAt())) {
      assessment.doubt(
          later.startedAt(),
          later,
          "was begun and nothing says that %s had ended".formatted(earlier));
    } else {
      assessment.violation(
          later.startedAt(), later, "was begun before %s was finished".formatted(earlier));
    }
  }
}
