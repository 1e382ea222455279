package dev.firedrill.drill;

import dev.firedrill.history.Observation.Phase;
import dev.firedrill.model.LoadRates;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a drill is to do, all of it known before anything starts.
 *
 * @param scenario the scenario's name
 * @param seed where random choices come from
 * @param backend the backend's name
 * @param simulated true where no real cluster is used
 * @param topology the cluster's machines
 * @param version the cluster's version at the start
 * @param load the load that goes on beside the steps
 * @param replicas how many pods the workload has
 * @param steps every step, in order: those that create the cluster, those before the change, the
 *     change; or those before the fault, the recovery, those after it
 * @param fault the fault and what its recovery is waited for, or null for a plain change
 * @param converge how long the cluster may take to be healthy once its last step has ended
 */
public record DrillPlan(
    String scenario,
    Seed seed,
    String backend,
    boolean simulated,
    Topology topology,
    Version version,
    LoadRates load,
    int replicas,
    List<PlannedStep> steps,
    @Nullable PlannedFault fault,
    Duration converge) {

  /** Copies the list. */
  public DrillPlan {
    steps = List.copyOf(steps);
  }

  /** What is to break; nothing where a plain change is rehearsed. */
  public Optional<PlannedFault> disaster() {
    return Optional.ofNullable(fault);
  }

  /** True where the cluster is there already: no step of the plan makes it. */
  boolean ofFoundCluster() {
    return steps(Phase.CREATE).isEmpty();
  }

  /** The steps of one phase, in order. */
  public List<PlannedStep> steps(Phase phase) {
    return steps.stream().filter(step -> step.phase() == phase).toList();
  }

  /** Every node and its role, control planes in joining order. */
  public Map<NodeName, NodeRole> nodes() {
    Map<NodeName, NodeRole> nodes = new LinkedHashMap<>();
    topology.machines().forEach(machine -> nodes.put(machine.name(), machine.role()));
    return nodes;
  }
}
