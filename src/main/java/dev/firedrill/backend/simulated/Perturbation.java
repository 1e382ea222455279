package dev.firedrill.backend.simulated;

import dev.firedrill.backend.simulated.kernel.Chance;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.model.NodeName;
import java.util.List;
import java.util.Optional;

/**
 * Stops a container of a control plane now and then; its kubelet starts it again. The seed chooses
 * when, where and what: each seed has its own few kinds of containers to stop, so that a kind that
 * hides what others bring about does not do so in every seed (Groce and others, "Swarm Testing",
 * ISSTA 2012).
 */
public final class Perturbation {

  private static final List<String> KINDS =
      List.of("kube-apiserver", "etcd", "kube-controller-manager", "kube-scheduler");
  private static final int ONE_IN = 4;

  private final SimulatedCluster cluster;
  private final Simulation simulation;
  private final List<String> swarm;

  /** On that cluster, by the seed of its simulation. */
  public Perturbation(SimulatedCluster cluster, Simulation simulation) {
    this.cluster = cluster;
    this.simulation = simulation;
    this.swarm = swarm(simulation.chance());
  }

  /**
   * To be called between two steps: stops a container, or does nothing.
   *
   * @return what was done, or nothing
   */
  public Optional<String> betweenSteps() {
    Chance chance = simulation.chance();
    if (chance.below(ONE_IN) > 0) {
      return Optional.empty();
    }
    String container = chance.of(swarm);
    NodeName node = chance.of(cluster.topology().controlPlanes());
    String what = "stopped " + container + " on " + node;
    simulation.trace().note(what);
    cluster.stop(node, container);
    return Optional.of(what);
  }

  private static List<String> swarm(Chance chance) {
    List<String> chosen = KINDS.stream().filter(kind -> chance.below(2) == 0).toList();
    return chosen.isEmpty() ? List.of(chance.of(KINDS)) : chosen;
  }
}
