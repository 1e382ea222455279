package dev.firedrill.watch;

import dev.firedrill.history.Observation.BudgetSeen;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.history.Observation.NodeSeen;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads nodes, pods, versions and budgets out of what the API showed. */
final class ApiReadings {

  private final Topology topology;
  private final Map<Component, Component> inside;
  private @Nullable ApiState last;
  private List<Reading> lastReadings = List.of();

  /**
   * Of a cluster of those machines.
   *
   * @param inside the components that have the version of another one, in whose process they run
   */
  ApiReadings(Topology topology, Map<Component, Component> inside) {
    this.topology = topology;
    this.inside = Map.copyOf(inside);
  }

  /** What the state says; made anew only where it has other objects than the one before. */
  List<Reading> of(ApiState state) {
    if (last == null || !last.hasTheObjectsOf(state)) {
      lastReadings = List.copyOf(read(state));
      last = state;
    }
    return lastReadings;
  }

  private List<Reading> read(ApiState state) {
    List<Reading> readings = new ArrayList<>();
    RunningContainers containers = new RunningContainers(state.systemPods());
    for (NodeName name : topology.nodes()) {
      Optional<Node> node =
          state.nodes().stream()
              .filter(each -> each.getMetadata().getName().equals(name.value()))
              .findFirst();
      readings.add(nodeSeen(name, node));
      readings.add(new MovablePods(state.pods()).on(name));
      readings.addAll(
          withThoseInside(
              name,
              Component.KUBELET,
              node.map(each -> each.getStatus().getNodeInfo().getKubeletVersion()).orElse("")));
      for (Component component : components(name)) {
        if (!inside.containsKey(component)) {
          readings.add(component(name, component, containers.version(name, component)));
        }
      }
    }
    state.budgets().forEach(budget -> budgetSeen(budget).ifPresent(readings::add));
    return readings;
  }

  /** The version of a component on a node, and of those that run in its process there. */
  List<Reading> withThoseInside(NodeName node, Component component, String version) {
    List<Reading> readings = new ArrayList<>();
    readings.add(component(node, component, version));
    components(node).stream()
        .filter(each -> component.equals(inside.get(each)))
        .forEach(each -> readings.add(component(node, each, version)));
    return readings;
  }

  /** The version of a component on a node, empty where it did not answer. */
  static Reading component(NodeName node, Component component, String version) {
    return new Reading(
        component + " on " + node, at -> new ComponentSeen(at, node, component, version));
  }

  private static Reading nodeSeen(NodeName name, Optional<Node> node) {
    boolean ready = node.map(ApiReadings::isReady).orElse(false);
    boolean schedulable =
        node.map(each -> !Boolean.TRUE.equals(each.getSpec().getUnschedulable())).orElse(false);
    return new Reading(
        "node " + name, at -> new NodeSeen(at, name, node.isPresent(), ready, schedulable));
  }

  private static boolean isReady(Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(
            condition ->
                condition.getType().equals("Ready") && condition.getStatus().equals("True"));
  }

  /** Those that run in pods, or inside others; the API servers are asked themselves. */
  private List<Component> components(NodeName node) {
    return topology.machine(node).role() == NodeRole.CONTROL_PLANE
        ? List.of(Component.KUBE_CONTROLLER_MANAGER, Component.KUBE_SCHEDULER, Component.KUBE_PROXY)
        : List.of(Component.KUBE_PROXY);
  }

  /** Nothing until the disruption controller has counted once. */
  private static Optional<Reading> budgetSeen(PodDisruptionBudget budget) {
    PodDisruptionBudgetStatus status = budget.getStatus();
    if (status == null
        || status.getCurrentHealthy() == null
        || status.getDesiredHealthy() == null) {
      return Optional.empty();
    }
    String name = budget.getMetadata().getNamespace() + "/" + budget.getMetadata().getName();
    return Optional.of(
        new Reading(
            "budget " + name,
            at ->
                new BudgetSeen(at, name, status.getCurrentHealthy(), status.getDesiredHealthy())));
  }
}
