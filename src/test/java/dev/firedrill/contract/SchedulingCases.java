package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.firedrill.model.NodeName;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Where pods go. */
final class SchedulingCases {

  private static final String CONTROL_PLANE = "node-role.kubernetes.io/control-plane";

  void a_pod_is_kept_off_the_control_plane(Ground ground) {
    PodSpec spec = Fixtures.server();
    spec.setNodeSelector(Map.of("kubernetes.io/hostname", "cp-1"));
    ground.client().resource(Fixtures.pod(ground, "web", spec)).create();
    assertThat(refusal(ground, "web"))
        .startsWith("0/2 nodes are available: ")
        .contains("1 node(s) had untolerated taint {" + CONTROL_PLANE + ": }")
        .contains("1 node(s) didn't match Pod's node affinity/selector");
  }

  void a_pod_that_tolerates_it_goes_to_the_control_plane(Ground ground) {
    PodSpec spec =
        new PodSpecBuilder(Fixtures.server())
            .withNodeSelector(Map.of("kubernetes.io/hostname", "cp-1"))
            .addNewToleration()
            .withKey(CONTROL_PLANE)
            .withOperator("Exists")
            .withEffect("NoSchedule")
            .endToleration()
            .build();
    ground.client().resource(Fixtures.pod(ground, "web", spec)).create();
    assertThat(running(ground, "web").getSpec().getNodeName()).isEqualTo("cp-1");
  }

  void a_pod_that_names_its_node_needs_no_scheduler(Ground ground) {
    PodSpec spec = Fixtures.server();
    spec.setNodeName("cp-1");
    ground.client().resource(Fixtures.pod(ground, "web", spec)).create();
    assertThat(running(ground, "web").getSpec().getNodeName()).isEqualTo("cp-1");
  }

  void a_pod_that_is_too_big_waits(Ground ground) {
    PodSpec spec = Fixtures.server();
    spec.getContainers()
        .get(0)
        .getResources()
        .setRequests(Map.of("memory", new Quantity("4000Gi")));
    ground.client().resource(Fixtures.pod(ground, "web", spec)).create();
    assertThat(refusal(ground, "web")).contains("1 Insufficient memory");
    assertThat(Workload.pod(ground, "web").getStatus().getPhase()).isEqualTo("Pending");
  }

  void pods_tolerate_absent_nodes_for_300_seconds(Ground ground) {
    Pod made = ground.client().resource(Fixtures.pod(ground, "web", Fixtures.server())).create();
    assertThat(made.getSpec().getTolerations())
        .extracting(
            toleration -> toleration.getKey(),
            toleration -> toleration.getEffect(),
            toleration -> toleration.getTolerationSeconds())
        .containsExactlyInAnyOrder(
            tuple("node.kubernetes.io/not-ready", "NoExecute", 300L),
            tuple("node.kubernetes.io/unreachable", "NoExecute", 300L));
  }

  void a_cordoned_node_takes_no_pods_until_it_is_uncordoned(Ground ground) {
    cordon(ground, true);
    try {
      ground.client().resource(Fixtures.pod(ground, "web", Fixtures.server())).create();
      assertThat(refusal(ground, "web")).contains("1 node(s) were unschedulable");
    } finally {
      cordon(ground, false);
    }
    assertThat(running(ground, "web").getSpec().getNodeName()).isEqualTo("worker-1");
  }

  void a_cordoned_node_keeps_its_pods(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 1).get(0);
    cordon(ground, true);
    try {
      ground.until(
          "tainted",
          () -> ground.client().nodes().withName("worker-1").get().getSpec().getTaints(),
          taints ->
              taints.stream()
                  .map(Taint::getKey)
                  .anyMatch("node.kubernetes.io/unschedulable"::equals));
      Pod after = Workload.pod(ground, pod.getMetadata().getName());
      assertThat(after.getMetadata().getDeletionTimestamp()).isNull();
      assertThat(after.getStatus().getPhase()).isEqualTo("Running");
    } finally {
      cordon(ground, false);
    }
    ground.until(
        "without taints",
        () -> ground.client().nodes().withName("worker-1").get().getSpec().getTaints(),
        List::isEmpty);
  }

  void a_taint_that_evicts_removes_pods(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 1).get(0);
    Taint taint = new Taint("NoExecute", "firedrill.dev/contract", null, "yes");
    edit(ground, ground.workerName(), node -> node.getSpec().getTaints().add(taint));
    try {
      ground.until(
          "going or gone",
          () -> Optional.ofNullable(Workload.pod(ground, pod.getMetadata().getName())),
          seen ->
              seen.map(found -> found.getMetadata().getDeletionTimestamp()).isPresent()
                  || seen.isEmpty());
    } finally {
      edit(
          ground,
          ground.workerName(),
          node ->
              node.getSpec()
                  .getTaints()
                  .removeIf(found -> found.getKey().equals("firedrill.dev/contract")));
    }
    Workload.awaitReady(ground, "web", 1);
  }

  void a_daemon_set_has_a_pod_on_every_node_it_tolerates(Ground ground) {
    ground
        .client()
        .resource(
            new DaemonSetBuilder()
                .withNewMetadata()
                .withName("agent")
                .withNamespace(ground.namespace())
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .addToMatchLabels(Fixtures.APP, "agent")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels(Fixtures.APP, "agent")
                .endMetadata()
                .withSpec(
                    new PodSpecBuilder(Fixtures.server())
                        .addNewToleration()
                        .withOperator("Exists")
                        .endToleration()
                        .build())
                .endTemplate()
                .endSpec()
                .build())
        .create();
    assertThat(Workload.awaitReady(ground, "agent", 2))
        .extracting(pod -> pod.getSpec().getNodeName())
        .containsExactlyInAnyOrder("cp-1", "worker-1");
    assertThat(
            ground
                .client()
                .apps()
                .daemonSets()
                .inNamespace(ground.namespace())
                .withName("agent")
                .get()
                .getStatus()
                .getDesiredNumberScheduled())
        .isEqualTo(2);
  }

  private static void cordon(Ground ground, boolean cordoned) {
    edit(
        ground,
        ground.workerName(),
        node -> node.getSpec().setUnschedulable(cordoned ? true : null));
  }

  private static void edit(Ground ground, NodeName name, Consumer<Node> change) {
    ground.until(
        "edited",
        () ->
            ground
                .client()
                .nodes()
                .withName(name.value())
                .edit(
                    node -> {
                      change.accept(node);
                      return node;
                    }),
        Objects::nonNull);
  }

  private static Pod running(Ground ground, String name) {
    return ground.until(
        "Running",
        () -> Workload.pod(ground, name),
        pod -> pod.getStatus().getPhase().equals("Running"));
  }

  /** Why the scheduler finds no node for the pod. */
  private static String refusal(Ground ground, String name) {
    return ground
        .until(
            "unschedulable",
            () ->
                Workload.pod(ground, name).getStatus().getConditions().stream()
                    .filter(condition -> condition.getType().equals("PodScheduled"))
                    .filter(condition -> "Unschedulable".equals(condition.getReason()))
                    .map(PodCondition::getMessage)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }
}
