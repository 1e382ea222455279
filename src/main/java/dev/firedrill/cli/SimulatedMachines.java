package dev.firedrill.cli;

import dev.firedrill.backend.simulated.Perturbation;
import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.SimulatedClusters;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.drill.Machines;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Cluster;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The machines of one simulated run, and the faults that strike them where it is to have some. */
final class SimulatedMachines implements Machines, Faults {

  private final Simulation simulation;
  private final Topology topology;
  private final Version version;
  private final Seed seed;
  private final boolean perturbed;
  private @Nullable SimulatedCluster made;
  private @Nullable Perturbation perturbation;

  SimulatedMachines(
      Simulation simulation, Topology topology, Version version, Seed seed, boolean perturbed) {
    this.simulation = simulation;
    this.topology = topology;
    this.version = version;
    this.seed = seed;
    this.perturbed = perturbed;
  }

  @Override
  public Cluster create() {
    SimulatedCluster created = SimulatedClusters.create(topology, version, simulation);
    if (perturbed) {
      perturbation = new Perturbation(created, simulation);
    }
    made = created;
    return created;
  }

  /** The cluster, while it is there. */
  Optional<SimulatedCluster> made() {
    return Optional.ofNullable(made);
  }

  @Override
  public Optional<String> before(StepStarted step) {
    return perturbation == null ? Optional.empty() : perturbation.betweenSteps();
  }

  @Override
  public Cluster attach() {
    throw new IllegalStateException(
        "a simulated cluster ends with its process. Next: run the scenario again with --seed "
            + seed);
  }

  @Override
  public void destroy() {
    // It goes with the simulation, which nobody keeps.
    made = null;
  }
}
