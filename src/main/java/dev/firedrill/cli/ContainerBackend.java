package dev.firedrill.cli;

import dev.firedrill.backend.containers.ContainerClusters;
import dev.firedrill.backend.containers.Engine;
import dev.firedrill.backend.containers.EngineUnavailable;
import dev.firedrill.backend.containers.MachineCreation;
import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.drill.Machines;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.TimeSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Real clusters of a distribution, their machines containers of a Docker engine. */
final class ContainerBackend implements Backend {

  private final TimeSource time = new MonotonicTimeSource();
  private final String name;
  private final Distribution distribution;
  private final MachineCreation creation;
  private final Consumer<NodeShell> created;

  /** Called by the distribution's name. */
  ContainerBackend(Distribution distribution) {
    this(distribution.name(), distribution, MachineCreation.unprivileged(), node -> {});
  }

  private ContainerBackend(
      String name,
      Distribution distribution,
      MachineCreation creation,
      Consumer<NodeShell> created) {
    this.name = name;
    this.distribution = distribution;
    this.creation = creation;
    this.created = created;
  }

  /** One control plane that KindContainer makes, kubeadm's work on it included. */
  static ContainerBackend kind() {
    return new ContainerBackend(
        "kind",
        new KubeadmDistribution(),
        MachineCreation.kindContainer(),
        KubeadmDistribution::adopt);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Distribution distribution() {
    return distribution;
  }

  /**
   * Machines that are containers have no clock of their own; a privileged one may set the host's.
   */
  @Override
  public Map<String, String> notApplicable() {
    Map<String, String> reasons = new TreeMap<>(distribution.notApplicable());
    reasons.put(
        "skew-clock",
        "its machines are containers, and all of them read the clock of their host: Linux has no"
            + " namespace for the time of day");
    reasons.put(
        "set-clock",
        "its machines are containers, and where one may set a clock it is the host's that would be"
            + " set");
    return reasons;
  }

  @Override
  public boolean simulated() {
    return false;
  }

  @Override
  public List<String> obstacles() {
    try {
      return creation.obstacles(Engine.connect());
    } catch (EngineUnavailable e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String scope() {
    return creation.scope();
  }

  @Override
  public List<String> unfit(Topology topology) {
    return creation.unfit(topology);
  }

  @Override
  public List<String> problems(Topology topology, Set<Version> versions) {
    try {
      return clusters(Engine.connect()).problems(topology, versions);
    } catch (EngineUnavailable e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public TimeSource clock() {
    return time;
  }

  @Override
  public DrillSite site(Topology topology, Version version, Schedule schedule) {
    Engine engine = Engine.connect();
    ContainerClusters clusters = clusters(engine);
    String engineVersion = "Docker " + engine.docker().versionCmd().exec().getVersion();
    return new DrillSite(
        run -> new RunMachines(clusters, topology, version, run, created),
        distribution,
        time,
        engineVersion,
        () -> "");
  }

  private ContainerClusters clusters(Engine engine) {
    return new ContainerClusters(engine, time, KnownDistributions.files(distribution), creation);
  }

  /** The machines of one run. */
  private record RunMachines(
      ContainerClusters clusters,
      Topology topology,
      Version version,
      String run,
      Consumer<NodeShell> created)
      implements Machines {

    @Override
    public Cluster create() {
      Cluster cluster = clusters.create(topology, version, run);
      topology.nodes().forEach(node -> created.accept(cluster.shell(node)));
      return cluster;
    }

    @Override
    public Cluster attach() {
      return clusters.attach(topology, run);
    }

    @Override
    public void destroy() {
      clusters.destroy(run);
    }
  }
}
