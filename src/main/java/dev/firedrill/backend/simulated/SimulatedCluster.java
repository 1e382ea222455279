package dev.firedrill.backend.simulated;

import dev.firedrill.backend.simulated.access.SimulatedAccess;
import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.access.SimulatedEtcdAdmin;
import dev.firedrill.backend.simulated.fault.Ground;
import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.kernel.VirtualBackground;
import dev.firedrill.backend.simulated.kubeadm.BootingWorkers;
import dev.firedrill.backend.simulated.machine.Containers;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.SimulatedReleases;
import dev.firedrill.backend.simulated.machine.Tool;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.backend.simulated.shell.SimulatedShell;
import dev.firedrill.backend.simulated.traffic.LoadBalancer;
import dev.firedrill.backend.simulated.traffic.SimulatedTraffic;
import dev.firedrill.backend.simulated.wire.Loopback;
import dev.firedrill.backend.simulated.wire.Wire;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Background;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.KubernetesAccess;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.ports.ReleaseSource;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.ports.Traffic;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A cluster in memory: machines as they come with a node image, and a load balancer. */
public final class SimulatedCluster implements Cluster {

  private final Topology topology;
  private final Simulation simulation;
  private final Network network = new Network();
  private final Map<NodeName, Machine> machines = new LinkedHashMap<>();
  private final Map<NodeName, NodeShell> shells = new LinkedHashMap<>();
  private final SimulatedAccess kubernetes;
  private final SimulatedEtcdAdmin etcd;
  private final SimulatedReleases releases;
  private final SimulatedPower power;
  private final VirtualBackground background;
  private final SimulatedTraffic traffic;
  private final SimulatedClients clients;

  /** Machines of that topology for kubeadm, with nothing of Kubernetes running on them yet. */
  public SimulatedCluster(Topology topology, Version version, Simulation simulation) {
    this(topology, version, simulation, Setup.KUBEADM);
  }

  /** Machines of that topology with nothing of Kubernetes running on them yet. */
  public SimulatedCluster(Topology topology, Version version, Simulation simulation, Setup setup) {
    this.topology = topology;
    this.simulation = simulation;
    this.clients = new SimulatedClients(simulation, network);
    Map<String, Tool> tools = setup.tools(simulation, network);
    Setup.Maker made = setup.maker(simulation, network, clients);
    // Looking a machine up in the topology takes as long as the topology is.
    Map<NodeName, String> addresses = new HashMap<>();
    topology.machines().forEach(each -> addresses.put(each.name(), each.address()));
    Function<NodeName, Machine> maker =
        name -> {
          Machine machine = made.make(name, addresses.get(name), version);
          shells.put(name, new SimulatedShell(machine, simulation, network, clients, tools));
          return machine;
        };
    topology.nodes().forEach(name -> machines.put(name, maker.apply(name)));
    this.power = new SimulatedPower(topology, simulation, network, machines, maker);
    this.kubernetes =
        new SimulatedAccess(topology, network, this::machine, clients, setup.places());
    this.etcd =
        new SimulatedEtcdAdmin(simulation, network, topology, this::machine, setup.places());
    this.releases = new SimulatedReleases(this::machine, simulation, setup.releases());
    this.background = new VirtualBackground(simulation);
    this.traffic = new SimulatedTraffic(simulation, network);
    LoadBalancer.start(simulation, network, topology);
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
  public KubernetesAccess kubernetes() {
    return kubernetes;
  }

  @Override
  public EtcdAdmin etcd() {
    return etcd;
  }

  @Override
  public ReleaseSource releases() {
    return releases;
  }

  @Override
  public TimeSource time() {
    return simulation;
  }

  @Override
  public Optional<Background> background() {
    return Optional.of(background);
  }

  @Override
  public Optional<Traffic> traffic() {
    return Optional.of(traffic);
  }

  @Override
  public <T> Optional<T> capability(Class<T> kind) {
    return kind.isInstance(power) ? Optional.of(kind.cast(power)) : Optional.empty();
  }

  /**
   * Stops a node's containers of that name; no effect where none runs. Its kubelet starts them
   * again.
   */
  public void stop(NodeName node, String container) {
    Containers containers = machine(node).containers();
    containers.running().stream()
        .filter(running -> running.spec().name().equals(container))
        .forEach(containers::stop);
  }

  /** Has Firedrill's requests to the API go through HTTPS on loopback; to be closed. */
  public Loopback overTheWire() {
    Loopback loopback = new Loopback(simulation);
    clients.carriedBy(loopback);
    return loopback;
  }

  /** What faults work on. */
  public Ground ground() {
    return new Ground(
        simulation,
        network,
        topology,
        node -> Optional.ofNullable(machines.get(node)),
        power::stands);
  }

  /**
   * Switches workers on that join by themselves with a bootstrap token, side by side, while time
   * passes.
   *
   * @param token a bootstrap token that the cluster knows
   * @throws IllegalStateException where the first control plane has not been initialised
   */
  public void switchOn(List<NodeName> workers, String token) {
    Kubeconfig bootstrap =
        new Kubeconfig(
            topology.name(),
            "https://" + topology.controlPlaneEndpoint(),
            machine(topology.firstControlPlane())
                .files()
                .text("/etc/kubernetes/pki/ca.crt")
                .orElseThrow(() -> new IllegalStateException("no control plane to join yet")),
            "tls-bootstrap-token-user",
            "",
            "",
            token);
    BootingWorkers booting = new BootingWorkers(simulation, network, clients);
    workers.forEach(worker -> booting.switchOn(machine(worker), bootstrap));
  }

  /**
   * Counts what there is, by the administrator's kubeconfig on the first control plane.
   *
   * @throws IllegalStateException where there is none yet
   */
  public Census census() {
    Machine first = machine(topology.firstControlPlane());
    return new Census(
        simulation,
        Informers.on(first, first.places().adminKubeconfig(), network, clients)
            .orElseThrow(() -> new IllegalStateException("no control plane to ask yet")));
  }

  /** Whatever drove its instruments has ended with its process. */
  public void abandon() {
    background.abandon();
  }

  /**
   * Serves it on loopback to kubectl, etcdctl and whoever else speaks to clusters.
   *
   * @param clock by which they look at certificates
   * @throws IllegalStateException where it has no control plane yet
   */
  public Wire serve(TimeSource clock) {
    return new Wire(
        simulation,
        network,
        topology.loadBalancer(),
        topology.controlPlanes().stream().map(this::machine).toList(),
        clock);
  }

  private Machine machine(NodeName node) {
    Machine machine = machines.get(node);
    if (machine == null) {
      // Of one that was never there the topology says so.
      topology.machine(node);
      throw new NodeUnreachable(
          node, "looking for it", "it was destroyed", new IllegalStateException("no machine"));
    }
    return machine;
  }
}
