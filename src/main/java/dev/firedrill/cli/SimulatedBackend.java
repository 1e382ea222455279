package dev.firedrill.cli;

import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import java.util.List;
import java.util.Set;

/** The simulated cluster, which this version of Firedrill does not have yet. */
final class SimulatedBackend implements Backend {

  private static final String ABSENT =
      "this version of Firedrill has no simulated cluster yet;"
          + " \"--backend kubeadm\" uses a real one in containers";

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
    return List.of(ABSENT);
  }

  @Override
  public List<String> problems(Topology topology, Set<Version> versions) {
    return List.of();
  }

  @Override
  public DrillSite site(Topology topology, Version version) {
    throw new Refused(List.of(ABSENT), ExitCode.INCONCLUSIVE);
  }
}
