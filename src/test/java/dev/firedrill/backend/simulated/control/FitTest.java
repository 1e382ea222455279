package dev.firedrill.backend.simulated.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FitTest {

  private static final Map<String, String> WEB = Map.of("app", "web");
  private static final Taint CONTROL_PLANE =
      new Taint("NoSchedule", "node-role.kubernetes.io/control-plane", null, null);

  private final Node one = node("worker-1");
  private final Node two = node("worker-2");
  private final Node controlPlane =
      new NodeBuilder(node("cp-1"))
          .editMetadata()
          .addToLabels("role", "control-plane")
          .endMetadata()
          .editSpec()
          .withTaints(CONTROL_PLANE)
          .endSpec()
          .build();

  @Test
  void pods_are_spread_over_nodes() {
    assertThat(names(new Fit(web("b"), List.of(on(web("a"), "worker-1"))), one, two))
        .containsExactly("worker-2");
  }

  @Test
  void a_taint_that_is_not_tolerated_keeps_a_pod_away() {
    Fit fit = new Fit(web("a"), List.of());

    assertThat(names(fit, controlPlane)).isEmpty();
    assertThat(fit.reasons())
        .isEqualTo(
            "0/1 nodes are available: 1 node(s) had untolerated taint"
                + " {node-role.kubernetes.io/control-plane: }.");
  }

  @Test
  void a_preferred_node_is_taken_rather_than_a_tolerated_one() {
    Pod tolerant = tolerant(web("a"));

    assertThat(names(new Fit(tolerant, List.of()), controlPlane, one)).containsExactly("worker-1");
  }

  @Test
  void a_cordoned_node_takes_nothing_but_what_tolerates_that() {
    Node cordoned = new NodeBuilder(one).editSpec().withUnschedulable(true).endSpec().build();
    Pod daemon =
        new PodBuilder(web("a"))
            .editSpec()
            .addNewToleration()
            .withKey("node.kubernetes.io/unschedulable")
            .withOperator("Exists")
            .withEffect("NoSchedule")
            .endToleration()
            .endSpec()
            .build();

    assertThat(names(new Fit(web("a"), List.of()), cordoned)).isEmpty();
    assertThat(names(new Fit(daemon, List.of()), cordoned)).containsExactly("worker-1");
  }

  @Test
  void what_is_requested_has_to_be_free() {
    Pod large = requesting(web("a"), "1500m");
    Fit fit = new Fit(requesting(web("b"), "600m"), List.of(on(large, "worker-1")));

    assertThat(names(fit, one)).isEmpty();
    assertThat(fit.reasons()).contains("1 Insufficient cpu");
  }

  @Test
  void a_pod_meant_for_one_node_fits_there_only() {
    Pod meant =
        new PodBuilder(web("a"))
            .editSpec()
            .withNewAffinity()
            .withNewNodeAffinity()
            .withNewRequiredDuringSchedulingIgnoredDuringExecution()
            .addNewNodeSelectorTerm()
            .withMatchFields(
                new NodeSelectorRequirement("metadata.name", "In", List.of("worker-2")))
            .endNodeSelectorTerm()
            .endRequiredDuringSchedulingIgnoredDuringExecution()
            .endNodeAffinity()
            .endAffinity()
            .endSpec()
            .build();

    assertThat(names(new Fit(meant, List.of()), one, two)).containsExactly("worker-2");
  }

  private static List<String> names(Fit fit, Node... nodes) {
    return fit.best(List.of(nodes)).stream().map(node -> node.getMetadata().getName()).toList();
  }

  private static Node node(String name) {
    return new NodeBuilder()
        .withNewMetadata()
        .withName(name)
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .withNewStatus()
        .withAllocatable(Map.of("cpu", new Quantity("2"), "memory", new Quantity("4Gi")))
        .endStatus()
        .build();
  }

  private static Pod web(String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("web")
        .withLabels(WEB)
        .endMetadata()
        .withNewSpec()
        .addNewTopologySpreadConstraint()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withLabelSelector(new LabelSelectorBuilder().withMatchLabels(WEB).build())
        .endTopologySpreadConstraint()
        .endSpec()
        .build();
  }

  private static Pod tolerant(Pod pod) {
    return new PodBuilder(pod)
        .editSpec()
        .addNewToleration()
        .withKey(CONTROL_PLANE.getKey())
        .withOperator("Exists")
        .withEffect("NoSchedule")
        .endToleration()
        .withNewAffinity()
        .withNewNodeAffinity()
        .addNewPreferredDuringSchedulingIgnoredDuringExecution()
        .withWeight(100)
        .withNewPreference()
        .withMatchExpressions(new NodeSelectorRequirement("role", "DoesNotExist", List.of()))
        .endPreference()
        .endPreferredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .endAffinity()
        .endSpec()
        .build();
  }

  private static Pod requesting(Pod pod, String cpu) {
    return new PodBuilder(pod)
        .editSpec()
        .addNewContainer()
        .withName("web")
        .withNewResources()
        .withRequests(Map.of("cpu", new Quantity(cpu)))
        .endResources()
        .endContainer()
        .endSpec()
        .build();
  }

  private static Pod on(Pod pod, String node) {
    return new PodBuilder(pod).editSpec().withNodeName(node).endSpec().build();
  }
}
