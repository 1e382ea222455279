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
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    assertThat(names(fit(web("b"), on(web("a"), "worker-1")), one, two))
        .containsExactly("worker-2");
  }

  @Test
  void a_taint_that_is_not_tolerated_keeps_a_pod_away() {
    Fit fit = fit(web("a"));

    assertThat(names(fit, controlPlane)).isEmpty();
    assertThat(fit.reasons())
        .isEqualTo(
            "0/1 nodes are available: 1 node(s) had untolerated taint"
                + " {node-role.kubernetes.io/control-plane: }.");
  }

  @Test
  void a_preferred_node_is_taken_rather_than_a_tolerated_one() {
    Pod tolerant = tolerant(web("a"));

    assertThat(names(fit(tolerant), controlPlane, one)).containsExactly("worker-1");
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

    assertThat(names(fit(web("a")), cordoned)).isEmpty();
    assertThat(names(fit(daemon), cordoned)).containsExactly("worker-1");
  }

  @Test
  void what_is_requested_has_to_be_free() {
    Pod large = requesting(web("a"), "1500m");
    Fit fit = fit(requesting(web("b"), "600m"), on(large, "worker-1"));

    assertThat(names(fit, one)).isEmpty();
    assertThat(fit.reasons()).contains("1 Insufficient cpu");
  }

  @Test
  void a_node_takes_as_many_pods_as_it_says_and_no_more() {
    Node small =
        new NodeBuilder(one)
            .editStatus()
            .addToAllocatable("pods", new Quantity("2"))
            .endStatus()
            .build();
    Placed placed = new Placed(List.of(on(web("a"), "worker-1")));

    assertThat(names(new Fit(web("b"), placed), small)).containsExactly("worker-1");
    placed.add(web("b"), "worker-1");
    Fit full = new Fit(web("c"), placed);
    assertThat(names(full, small)).isEmpty();
    assertThat(full.reasons()).contains("1 Too many pods");
    assertThat(names(new Fit(web("c"), placed), one)).containsExactly("worker-1");
  }

  @Test
  void a_pod_meant_for_one_node_fits_there_only() {
    Pod meant = meantFor(web("a"), "worker-2");

    assertThat(names(fit(meant), one, two)).containsExactly("worker-2");
  }

  @Test
  void a_pod_that_does_not_fit_where_it_is_meant_for_is_refused_by_all_other_nodes_too() {
    Pod meant = meantFor(requesting(web("a"), "3"), "worker-2");
    Fit fit = fit(meant);

    assertThat(new Candidates(List.of(controlPlane, one, two), 0).best(meant, fit)).isEmpty();
    assertThat(fit.reasons())
        .isEqualTo(
            "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't match Pod's node"
                + " affinity/selector.");
  }

  @Test
  void few_nodes_are_all_looked_at_and_of_many_a_share_that_gets_smaller_and_never_tiny() {
    assertThat(Candidates.enough(2)).isEqualTo(2);
    assertThat(Candidates.enough(99)).isEqualTo(99);
    assertThat(Candidates.enough(150)).isEqualTo(100);
    assertThat(Candidates.enough(1000)).isEqualTo(420);
    assertThat(Candidates.enough(5000)).isEqualTo(500);
    assertThat(Candidates.enough(20_000)).isEqualTo(1000);
  }

  @Test
  void the_next_pod_is_looked_at_by_the_nodes_behind_those_that_were_enough_for_the_last() {
    List<Node> many = IntStream.range(0, 150).mapToObj(i -> node("worker-" + i)).toList();
    Candidates candidates = new Candidates(many, 0);

    assertThat(candidates.best(web("a"), fit(web("a")))).isEqualTo(many.subList(0, 100));
    assertThat(candidates.best(web("b"), fit(web("b"))))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(many.subList(100, 150).stream(), many.subList(0, 50).stream()).toList());
    assertThat(candidates.of(many)).isSameAs(candidates);
    assertThat(candidates.of(many.subList(0, 99)).best(web("c"), fit(web("c")))).hasSize(99);
  }

  private static Fit fit(Pod pod, Pod... placed) {
    return new Fit(pod, new Placed(List.of(placed)));
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

  private static Pod meantFor(Pod pod, String node) {
    return new PodBuilder(pod)
        .editSpec()
        .withNewAffinity()
        .withNewNodeAffinity()
        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
        .addNewNodeSelectorTerm()
        .withMatchFields(new NodeSelectorRequirement("metadata.name", "In", List.of(node)))
        .endNodeSelectorTerm()
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .endAffinity()
        .endSpec()
        .build();
  }

  private static Pod on(Pod pod, String node) {
    return new PodBuilder(pod).editSpec().withNodeName(node).endSpec().build();
  }
}
