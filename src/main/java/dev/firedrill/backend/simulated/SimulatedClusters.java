package dev.firedrill.backend.simulated;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Makes simulated clusters. */
public final class SimulatedClusters {

  /** What containers take to come up. */
  private static final Duration MAKING = Duration.ofSeconds(4);

  private SimulatedClusters() {}

  /** The machines of that topology as they come with the node image of that version. */
  public static SimulatedCluster create(Topology topology, Version version, Simulation simulation) {
    return create(topology, version, simulation, Setup.KUBEADM);
  }

  /** The machines of that topology as they come for a distribution, of that version. */
  public static SimulatedCluster create(
      Topology topology, Version version, Simulation simulation, Setup setup) {
    SimulatedCluster made = new SimulatedCluster(topology, version, simulation, setup);
    simulation.sleep(simulation.chance().about(MAKING));
    return made;
  }

  /** Why there can be no such cluster; none where there can. */
  public static List<String> problems(Set<Version> versions, Setup setup) {
    return versions.stream()
        .sorted()
        .filter(version -> !setup.releases().images().containsKey(version))
        .map(version -> "the simulation has no release " + version)
        .toList();
  }
}
