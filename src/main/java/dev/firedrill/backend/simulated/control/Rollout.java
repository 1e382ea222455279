package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.kernel.Simulation;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What a Deployment says of how far it has come ("Deployment status"). */
final class Rollout {

  private final Simulation simulation;

  Rollout(Simulation simulation) {
    this.simulation = simulation;
  }

  List<DeploymentCondition> conditions(
      Deployment deployment, ReplicaSet newest, boolean available, boolean complete) {
    String set = "ReplicaSet \"%s\" ".formatted(newest.getMetadata().getName());
    return List.of(
        available
            ? condition(
                deployment,
                "Available",
                true,
                "MinimumReplicasAvailable",
                "Deployment has minimum availability.")
            : condition(
                deployment,
                "Available",
                false,
                "MinimumReplicasUnavailable",
                "Deployment does not have minimum availability."),
        complete
            ? condition(
                deployment,
                "Progressing",
                true,
                "NewReplicaSetAvailable",
                set + "has successfully progressed.")
            : condition(
                deployment, "Progressing", true, "ReplicaSetUpdated", set + "is progressing."));
  }

  /** The one that is there where it says the same; else a new one, of now. */
  private DeploymentCondition condition(
      Deployment deployment, String type, boolean holds, String reason, String message) {
    Optional<DeploymentCondition> known =
        Optional.ofNullable(deployment.getStatus()).stream()
            .flatMap(status -> status.getConditions().stream())
            .filter(each -> each.getType().equals(type))
            .findFirst();
    String status = holds ? "True" : "False";
    if (known.isPresent()
        && reason.equals(known.get().getReason())
        && message.equals(known.get().getMessage())) {
      return known.get();
    }
    String now = simulation.now().truncatedTo(ChronoUnit.SECONDS).toString();
    boolean same = known.filter(each -> each.getStatus().equals(status)).isPresent();
    return new DeploymentConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .withLastUpdateTime(now)
        .withLastTransitionTime(same ? known.get().getLastTransitionTime() : now)
        .build();
  }
}
