package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.RunStarted;
import dev.firedrill.model.AgentPlacement;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The nodes that the run began with, by name: the order of a map that was not read from a file is
 * not the same twice, and verdicts have to be.
 *
 * @param roles each with its role; empty where the history does not say
 */
record Nodes(Map<NodeName, NodeRole> roles) {

  private static final List<Component> EVERYWHERE =
      List.of(Component.KUBELET, Component.KUBE_PROXY);
  private static final List<Component> ON_CONTROL_PLANES =
      List.of(
          Component.KUBE_APISERVER, Component.KUBE_CONTROLLER_MANAGER, Component.KUBE_SCHEDULER);

  static Nodes of(History history) {
    return new Nodes(history.first(RunStarted.class).map(RunStarted::nodes).orElse(Map.of()));
  }

  /** Where the kubelets of control planes run; beside them where the history does not say. */
  static AgentPlacement agents(History history) {
    return history.first(RunStarted.class).map(RunStarted::agents).orElse(AgentPlacement.BESIDE);
  }

  List<NodeName> all() {
    return roles.keySet().stream().sorted().toList();
  }

  List<NodeName> controlPlanes() {
    return all().stream().filter(node -> roles.get(node) == NodeRole.CONTROL_PLANE).toList();
  }

  List<NodeName> workers() {
    return all().stream().filter(node -> roles.get(node) == NodeRole.WORKER).toList();
  }

  /** Every component that has to run somewhere, of those that follow the cluster's version. */
  List<ComponentOn> expectedComponents() {
    List<ComponentOn> expected = new ArrayList<>();
    for (NodeName node : controlPlanes()) {
      ON_CONTROL_PLANES.forEach(component -> expected.add(new ComponentOn(component, node)));
    }
    for (NodeName node : all()) {
      EVERYWHERE.forEach(component -> expected.add(new ComponentOn(component, node)));
    }
    return List.copyOf(expected);
  }
}
