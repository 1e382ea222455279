package dev.firedrill.verdict;

import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A step as the history tells it. One that was begun again after the harness had been killed is
 * still one step.
 *
 * @param start its first start
 * @param ends every end recorded for it; empty where it never ended
 */
record Step(StepStarted start, List<StepFinished> ends) {

  static final String BACK_UP_ETCD = "back-up-etcd";
  static final String DRAIN = "drain";
  static final String UPGRADE_FIRST_CONTROL_PLANE = "upgrade-first-control-plane";
  static final String UPGRADE_CONTROL_PLANE = "upgrade-control-plane";
  static final String UPGRADE_WORKER = "upgrade-worker";
  static final String UPGRADE_KUBELET = "upgrade-kubelet";
  static final String UNCORDON = "uncordon";
  static final String AWAIT_NODE = "await-node";
  static final String VERIFY_CLUSTER = "verify-cluster";

  private static final List<String> LOOKS_ONLY =
      List.of("verify-", "list-", "check-", "await-", "back-up-");

  private static final Set<String> KUBEADM_UPGRADES =
      Set.of(UPGRADE_FIRST_CONTROL_PLANE, UPGRADE_CONTROL_PLANE, UPGRADE_WORKER);

  String name() {
    return start.step();
  }

  String node() {
    return start.node();
  }

  Instant startedAt() {
    return start.at();
  }

  /**
   * Its first end: what is recorded after it repeats what was already done. Where it failed at
   * first it is the end with which it succeeded.
   */
  Optional<Instant> finishedAt() {
    return ends.stream()
        .filter(StepFinished::succeeded)
        .findFirst()
        .or(() -> ends.stream().findFirst())
        .map(StepFinished::at);
  }

  boolean succeeded() {
    return ends.stream().anyMatch(StepFinished::succeeded);
  }

  boolean finishedBy(Instant at) {
    return finishedAt().filter(end -> !end.isAfter(at)).isPresent();
  }

  boolean isCreation() {
    return start.phase() == Phase.CREATE;
  }

  /** It runs kubeadm's own upgrade of a node. */
  boolean isKubeadmUpgrade() {
    return KUBEADM_UPGRADES.contains(name());
  }

  /** It upgrades the API server and what goes with it on one node. */
  boolean isControlPlaneUpgrade() {
    return name().equals(UPGRADE_FIRST_CONTROL_PLANE) || name().equals(UPGRADE_CONTROL_PLANE);
  }

  boolean isUpgrade() {
    return isKubeadmUpgrade() || name().equals(UPGRADE_KUBELET);
  }

  /** It takes something from the running cluster, or changes it: a backup has to precede it. */
  boolean isChange() {
    return !isCreation() && (isUpgrade() || name().equals(DRAIN));
  }

  /** It mends something after a fault; what only looks, or saves what is there, does not. */
  boolean isRepair() {
    boolean recovers = start.phase() == Phase.RECOVERY || start.phase() == Phase.AFTER;
    return recovers && LOOKS_ONLY.stream().noneMatch(name()::startsWith);
  }

  /** It is part of the work on one node. */
  boolean isWork() {
    return isChange() || (!isCreation() && name().equals(UNCORDON));
  }

  @Override
  public String toString() {
    return name() + (node().isEmpty() ? "" : " of " + node()) + " (step " + start.id() + ")";
  }
}
