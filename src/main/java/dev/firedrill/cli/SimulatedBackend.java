package dev.firedrill.cli;

import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.backend.simulated.SimulatedClusters;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.drill.Machines;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.TimeSource;
import java.util.List;
import java.util.Set;

/** Clusters in this process' memory and in virtual time; they need nothing but a JDK. */
final class SimulatedBackend implements Backend {

  private final TimeSource clock = new MonotonicTimeSource();

  @Override
  public String name() {
    return "simulated";
  }

  @Override
  public boolean simulated() {
    return true;
  }

  @Override
  public List<String> obstacles() {
    return List.of();
  }

  @Override
  public List<String> problems(Topology topology, Set<Version> versions) {
    return SimulatedClusters.problems(versions);
  }

  @Override
  public TimeSource clock() {
    return clock;
  }

  @Override
  public DrillSite site(Topology topology, Version version, Seed seed) {
    Simulation simulation = new Simulation(seed.value());
    return new DrillSite(
        run -> new RunMachines(simulation, topology, version, seed),
        new KubeadmDistribution(),
        simulation,
        "none: simulated",
        simulation.trace()::hash);
  }

  /** The machines of one run. */
  private record RunMachines(Simulation simulation, Topology topology, Version version, Seed seed)
      implements Machines {

    @Override
    public Cluster create() {
      return SimulatedClusters.create(topology, version, simulation);
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
    }
  }
}
