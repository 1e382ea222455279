package dev.firedrill.backend.containers;

import dev.firedrill.backend.remote.ClusterFiles;
import dev.firedrill.backend.remote.JetcdAdmin;
import dev.firedrill.backend.remote.KubeconfigAccess;
import dev.firedrill.backend.remote.KubeconfigCopy;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.ReleaseSource;
import dev.firedrill.ports.TimeSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A cluster whose machines are containers. Closing it closes connections and leaves the machines:
 * {@link ContainerClusters#destroy} removes those.
 */
public final class ContainerCluster implements Cluster, AutoCloseable {

  private final Topology topology;
  private final String run;
  private final TimeSource time;
  private final Map<NodeName, NodeShell> shells;
  private final KubeconfigAccess kubernetes;
  private final JetcdAdmin etcd;
  private final ReleaseSource releases;
  private final ContainerPower power;

  ContainerCluster(
      Engine engine,
      TimeSource time,
      Topology topology,
      Labels labels,
      ClusterFiles files,
      KubeconfigCopy copy) {
    this.topology = topology;
    this.run = labels.run();
    this.time = time;
    this.shells =
        topology.machines().stream()
            .map(Machine::name)
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(), node -> shell(engine, time, topology, node)));
    this.kubernetes = new KubeconfigAccess(topology, this::shell, files.adminKubeconfig(), copy);
    this.etcd = new JetcdAdmin(topology, this::shell, files);
    this.power =
        new ContainerPower(
            engine, topology, new ContainerMachines(engine, time, topology, labels), this);
    this.releases = new NodeImageReleases(engine, topology, labels, this::shell);
  }

  /** The run that its machines are labelled with. */
  public String run() {
    return run;
  }

  @Override
  public Topology topology() {
    return topology;
  }

  @Override
  public NodeShell shell(NodeName node) {
    // Asking the topology says which machines there are.
    return shells.get(topology.machine(node).name());
  }

  @Override
  public KubeconfigAccess kubernetes() {
    return kubernetes;
  }

  @Override
  public JetcdAdmin etcd() {
    return etcd;
  }

  @Override
  public ReleaseSource releases() {
    return releases;
  }

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public <T> Optional<T> capability(Class<T> kind) {
    return kind.isInstance(power) ? Optional.of(kind.cast(power)) : Optional.empty();
  }

  @Override
  public void close() {
    kubernetes.close();
    etcd.close();
  }

  private static NodeShell shell(Engine engine, TimeSource time, Topology topology, NodeName node) {
    String container = ContainerMachines.container(topology.name(), node.value());
    return new ContainerShell(engine.docker(), node, container, time);
  }
}
