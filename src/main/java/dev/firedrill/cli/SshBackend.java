package dev.firedrill.cli;

import dev.firedrill.distribution.Distribution;
import dev.firedrill.drill.Machines;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.TimeSource;
import java.util.List;
import java.util.Set;

/** A cluster that an inventory names. Its machines are found: none is ever made or removed. */
final class SshBackend implements Backend {

  private final OperatedCluster operated;

  SshBackend(OperatedCluster operated) {
    this.operated = operated;
  }

  /** The cluster's machines. */
  Topology topology() {
    return operated.cluster().topology();
  }

  @Override
  public String name() {
    return "ssh";
  }

  @Override
  public Distribution distribution() {
    return operated.distribution();
  }

  @Override
  public boolean simulated() {
    return false;
  }

  @Override
  public boolean makesClusters() {
    return false;
  }

  @Override
  public List<String> obstacles() {
    return List.of();
  }

  @Override
  public List<String> problems(Topology topology, Set<Version> versions) {
    return List.of();
  }

  @Override
  public TimeSource clock() {
    return operated.cluster().time();
  }

  @Override
  public DrillSite site(Topology topology, Version version, Schedule schedule) {
    return new DrillSite(
        run -> new FoundMachines(operated.cluster()),
        operated.distribution(),
        operated.cluster().time(),
        "machines reached by SSH",
        () -> "");
  }

  private record FoundMachines(Cluster cluster) implements Machines {

    @Override
    public Cluster create() {
      return cluster;
    }

    @Override
    public Cluster attach() {
      return cluster;
    }

    @Override
    public void destroy() {
      // They are not Firedrill's to remove.
    }
  }
}
