package dev.firedrill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.BudgetSeen;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.history.Observation.NodeSeen;
import dev.firedrill.history.Observation.PodsSeen;
import dev.firedrill.model.Component;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiReadingsTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final NodeName CP = new NodeName("cp-1");
  private static final NodeName WORKER = new NodeName("worker-1");
  static final Topology TOPOLOGY =
      new Topology(
          "test",
          "firedrill.dev/node",
          "172.30.0.0/24",
          "10.244.0.0/16",
          "10.96.0.0/12",
          "172.30.0.10:6443",
          "",
          List.of(
              new Machine(CP, NodeRole.CONTROL_PLANE, "172.30.0.10"),
              new Machine(WORKER, NodeRole.WORKER, "172.30.0.20")));

  @Test
  void every_node_is_seen_with_its_kubelet_and_the_components_of_its_role() {
    assertThat(
            seen(
                new ApiState(
                    List.of(
                        Planted.node("cp-1", true, false, "v1.29.4"),
                        Planted.node("worker-1", false, true, "v1.30.4")),
                    List.of(
                        Planted.pod("cp-1", "kube-controller-manager", "v1.29.4"),
                        Planted.pod("cp-1", "kube-scheduler", "v1.30.4"),
                        Planted.pod("cp-1", "kube-proxy", "v1.29.4")),
                    List.of())))
        .containsExactlyInAnyOrder(
            new PodsSeen(
                AT,
                CP,
                List.of(
                    "kube-system/kube-controller-manager-cp-1/null",
                    "kube-system/kube-proxy-cp-1/null",
                    "kube-system/kube-scheduler-cp-1/null"),
                List.of(),
                List.of()),
            new PodsSeen(AT, WORKER, List.of(), List.of(), List.of()),
            new NodeSeen(AT, CP, true, true, true),
            new NodeSeen(AT, WORKER, true, false, false),
            new ComponentSeen(AT, CP, Component.KUBELET, "v1.29.4"),
            new ComponentSeen(AT, CP, Component.KUBE_CONTROLLER_MANAGER, "v1.29.4"),
            new ComponentSeen(AT, CP, Component.KUBE_SCHEDULER, "v1.30.4"),
            new ComponentSeen(AT, CP, Component.KUBE_PROXY, "v1.29.4"),
            new ComponentSeen(AT, WORKER, Component.KUBELET, "v1.30.4"),
            new ComponentSeen(AT, WORKER, Component.KUBE_PROXY, ""));
  }

  @Test
  void what_runs_inside_another_has_its_version_on_the_same_node() {
    ApiReadings readings =
        new ApiReadings(
            TOPOLOGY,
            Map.of(
                Component.KUBE_CONTROLLER_MANAGER, Component.KUBE_APISERVER,
                Component.KUBE_SCHEDULER, Component.KUBE_APISERVER,
                Component.KUBE_PROXY, Component.KUBELET));
    ApiState state =
        new ApiState(
            List.of(
                Planted.node("cp-1", true, false, "v1.29.4"),
                Planted.node("worker-1", true, true, "v1.30.4")),
            List.of(),
            List.of());
    assertThat(readings.of(state).stream().map(reading -> reading.observed().apply(AT)))
        .filteredOn(ComponentSeen.class::isInstance)
        .containsExactly(
            new ComponentSeen(AT, CP, Component.KUBELET, "v1.29.4"),
            new ComponentSeen(AT, CP, Component.KUBE_PROXY, "v1.29.4"),
            new ComponentSeen(AT, WORKER, Component.KUBELET, "v1.30.4"),
            new ComponentSeen(AT, WORKER, Component.KUBE_PROXY, "v1.30.4"));
    assertThat(
            readings.withThoseInside(CP, Component.KUBE_APISERVER, "v1.30.4").stream()
                .map(reading -> reading.observed().apply(AT)))
        .containsExactly(
            new ComponentSeen(AT, CP, Component.KUBE_APISERVER, "v1.30.4"),
            new ComponentSeen(AT, CP, Component.KUBE_CONTROLLER_MANAGER, "v1.30.4"),
            new ComponentSeen(AT, CP, Component.KUBE_SCHEDULER, "v1.30.4"));
  }

  @Test
  void objects_that_are_the_very_same_are_read_once_and_others_anew() {
    ApiReadings readings = new ApiReadings(TOPOLOGY, Map.of());
    Node ready = Planted.node("cp-1", true, false, "v1.29.4");
    List<Reading> first = readings.of(new ApiState(List.of(ready), List.of(), List.of()));
    assertThat(readings.of(new ApiState(List.of(ready), List.of(), List.of()))).isSameAs(first);
    Node other = Planted.node("cp-1", true, false, "v1.30.4");
    assertThat(readings.of(new ApiState(List.of(other), List.of(), List.of())))
        .extracting(reading -> reading.observed().apply(AT))
        .contains(new ComponentSeen(AT, CP, Component.KUBELET, "v1.30.4"));
  }

  @Test
  void a_node_that_the_api_does_not_know_is_seen_as_absent() {
    assertThat(seen(new ApiState(List.of(), List.of(), List.of())))
        .contains(
            new NodeSeen(AT, WORKER, false, false, false),
            new ComponentSeen(AT, WORKER, Component.KUBELET, ""));
  }

  @Test
  void pods_that_a_drain_leaves_where_they_are_are_not_among_those_to_move_and_ending_ones_are() {
    Pod web = Planted.pod("worker-1", "web", "1");
    Pod proxy =
        web.edit()
            .editMetadata()
            .addNewOwnerReference()
            .withKind("DaemonSet")
            .endOwnerReference()
            .withName("proxy")
            .endMetadata()
            .build();
    Pod mirror =
        web.edit()
            .editMetadata()
            .addToAnnotations("kubernetes.io/config.mirror", "x")
            .endMetadata()
            .build();
    Pod finished = web.edit().editStatus().withPhase("Succeeded").endStatus().build();
    Pod ending =
        web.edit()
            .editMetadata()
            .withName("ending")
            .withDeletionTimestamp("2026-01-01T00:00:00Z")
            .endMetadata()
            .build();
    List<Pod> pods = List.of(web, proxy, mirror, finished, ending);
    assertThat(seen(new ApiState(List.of(), pods, List.of())))
        .contains(
            new PodsSeen(
                AT,
                WORKER,
                List.of("kube-system/ending/null", "kube-system/web-worker-1/null"),
                List.of("kube-system/ending/null"),
                List.of("kube-system/proxy/null")));
  }

  @Test
  void a_budget_is_seen_once_it_has_been_counted() {
    assertThat(
            seen(
                new ApiState(
                    List.of(),
                    List.of(),
                    List.of(
                        Planted.budget("web", 3, 3),
                        new PodDisruptionBudgetBuilder()
                            .withNewMetadata()
                            .withName("new")
                            .endMetadata()
                            .build()))))
        .filteredOn(BudgetSeen.class::isInstance)
        .containsExactly(new BudgetSeen(AT, "firedrill-workload/web", 3, 3));
  }

  private static List<Observation> seen(ApiState state) {
    return new ApiReadings(TOPOLOGY, Map.of())
        .of(state).stream().map(reading -> reading.observed().apply(AT)).toList();
  }
}
