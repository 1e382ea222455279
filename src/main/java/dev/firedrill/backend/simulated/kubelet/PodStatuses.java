package dev.firedrill.backend.simulated.kubelet;

import dev.firedrill.backend.simulated.machine.Container;
import dev.firedrill.backend.simulated.machine.Machine;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodIP;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a kubelet reports of a pod. */
final class PodStatuses {

  private PodStatuses() {}

  /**
   * The status as of now.
   *
   * @param before the status in the API, whose transition times are kept where nothing changed
   */
  static PodStatus of(Machine machine, PodRun run, Optional<PodStatus> before, Instant now) {
    boolean ready = !run.main().isEmpty() && run.main().stream().allMatch(ContainerRun::isReady);
    List<PodCondition> conditions = new ArrayList<>();
    conditions.add(condition("Initialized", run.isInitialised(), before, now));
    conditions.add(condition("Ready", ready, before, now));
    conditions.add(condition("ContainersReady", ready, before, now));
    conditions.add(condition("PodScheduled", true, before, now));
    PodStatusBuilder status =
        new PodStatusBuilder()
            .withPhase(phase(run))
            .withConditions(conditions)
            .withHostIP(machine.address())
            .withStartTime(run.accepted().toString())
            .withContainerStatuses(run.main().stream().map(PodStatuses::container).toList());
    if (!run.initial().isEmpty()) {
      status.withInitContainerStatuses(run.initial().stream().map(PodStatuses::container).toList());
    }
    if (!run.address().isEmpty()) {
      status.withPodIP(run.address()).withPodIPs(new PodIP(run.address()));
    }
    return status.build();
  }

  private static String phase(PodRun run) {
    if (run.isOver()) {
      return run.main().stream().allMatch(ContainerRun::succeeded) ? "Succeeded" : "Failed";
    }
    boolean started = run.main().stream().anyMatch(each -> each.container().isPresent());
    return started ? "Running" : "Pending";
  }

  private static PodCondition condition(
      String type, boolean holds, Optional<PodStatus> before, Instant now) {
    String status = holds ? "True" : "False";
    String since =
        before.stream()
            .flatMap(each -> each.getConditions().stream())
            .filter(each -> each.getType().equals(type) && each.getStatus().equals(status))
            .map(PodCondition::getLastTransitionTime)
            .filter(java.util.Objects::nonNull)
            .findFirst()
            .orElse(now.toString());
    return new PodConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withLastTransitionTime(since)
        .build();
  }

  private static ContainerStatus container(ContainerRun run) {
    return new ContainerStatusBuilder()
        .withName(run.wanted().getName())
        .withImage(run.wanted().getImage())
        .withImageID(run.container().isPresent() ? run.wanted().getImage() : "")
        .withContainerID(run.container().map(each -> "containerd://" + each.id()).orElse(null))
        .withReady(run.isReady() || run.succeeded())
        .withStarted(run.isStartedUp())
        .withRestartCount(run.restartCount())
        .withState(state(run))
        .build();
  }

  private static ContainerState state(ContainerRun run) {
    ContainerStateBuilder state = new ContainerStateBuilder();
    Optional<Container> container = run.container();
    if (run.isRunning() && container.isPresent()) {
      return state
          .withNewRunning()
          .withStartedAt(container.get().started().toString())
          .endRunning()
          .build();
    }
    if (run.isOver() && container.isPresent()) {
      boolean well = run.succeeded();
      return state
          .withNewTerminated()
          .withExitCode(well ? 0 : 1)
          .withReason(well ? "Completed" : "Error")
          .withMessage(container.get().reason())
          .withStartedAt(container.get().started().toString())
          .withFinishedAt(run.endedAt().map(Instant::toString).orElse(null))
          .endTerminated()
          .build();
    }
    return state
        .withNewWaiting()
        .withReason(run.waiting())
        .withMessage(run.message().isEmpty() ? null : run.message())
        .endWaiting()
        .build();
  }
}
