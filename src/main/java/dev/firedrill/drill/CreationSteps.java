package dev.firedrill.drill;

import dev.firedrill.history.Observation.Phase;
import dev.firedrill.model.Arguments;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.operations.StepDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The steps that make a cluster of fresh machines, in the order of kubeadm's guide to highly
 * available clusters: the first control plane, the pod network, the other control planes one by
 * one, the workers.
 */
public final class CreationSteps {

  private final Function<String, StepDefinition> vocabulary;
  private final List<PlannedStep> steps = new ArrayList<>();

  private CreationSteps(Function<String, StepDefinition> vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Plans them.
   *
   * @param vocabulary finds a step by its name, or throws
   */
  public static List<PlannedStep> of(
      Topology topology, Version version, Function<String, StepDefinition> vocabulary) {
    CreationSteps plan = new CreationSteps(vocabulary);
    plan.add(
        "initialise-control-plane",
        Map.of("node", topology.firstControlPlane(), "version", version));
    plan.add("install-network", Map.of());
    for (NodeName node : topology.otherControlPlanes()) {
      plan.add("join-control-plane", Map.of("node", node));
    }
    for (NodeName node : topology.workers()) {
      plan.add("join-worker", Map.of("node", node));
    }
    return List.copyOf(plan.steps);
  }

  private void add(String name, Map<String, Object> arguments) {
    Map<String, String> written = new TreeMap<>();
    arguments.forEach((key, value) -> written.put(key, value.toString()));
    steps.add(
        PlannedStep.of(
            steps.size() + 1,
            Phase.CREATE,
            vocabulary.apply(name),
            new Arguments(arguments),
            written));
  }
}
