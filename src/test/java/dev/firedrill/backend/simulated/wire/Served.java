package dev.firedrill.backend.simulated.wire;

import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.scenario.TopologyFile;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A simulated cluster of kubeadm, served on loopback by a thread of its own. */
final class Served implements AutoCloseable {

  static final Version VERSION = Version.parse("v1.29.4");

  final Topology topology;
  final Simulation simulation = new Simulation(3);
  final SimulatedCluster cluster;
  final TimeSource clock = new MonotonicTimeSource();
  final Wire wire;
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Thread thread;

  /** The cluster of that file below clusters/, its machines joined, its network installed. */
  Served(String topologyFile) {
    this.topology = TopologyFile.read(Path.of("clusters", topologyFile));
    this.cluster = new SimulatedCluster(topology, VERSION, simulation);
    bringUp();
    this.wire = cluster.serve(clock);
    this.thread = new Thread(() -> wire.keepPace(clock, ended::get), "simulation");
    thread.start();
  }

  Entrance entrance() {
    return wire.entrance();
  }

  /** fabric8's client over HTTPS with the administrator's credentials, as the function has them. */
  KubernetesClient client(Function<ConfigBuilder, ConfigBuilder> credentials) {
    Config admin = Config.fromKubeconfig(entrance().kubeconfig());
    ConfigBuilder builder =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(entrance().api())
            .withCaCertData(admin.getCaCertData())
            .withClientCertData(admin.getClientCertData())
            .withClientKeyData(admin.getClientKeyData())
            .withClientKeyAlgo("EC")
            .withRequestTimeout(20_000)
            .withRequestRetryBackoffLimit(0);
    return new KubernetesClientBuilder().withConfig(credentials.apply(builder).build()).build();
  }

  KubernetesClient admin() {
    return client(same -> same);
  }

  @Override
  public void close() {
    ended.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    wire.close();
  }

  private void bringUp() {
    Bootstrap kubeadm = new KubeadmDistribution().bootstrap();
    NodeName first = topology.firstControlPlane();
    NodeShell shell = cluster.shell(first);
    kubeadm.initialise(shell, topology, VERSION);
    for (NodeName node : topology.nodes()) {
      if (!node.equals(first)) {
        Machine machine = topology.machine(node);
        kubeadm.join(
            cluster.shell(node), machine, topology, kubeadm.issueTicket(shell, machine.role()));
      }
    }
    String network = kubeadm.networkManifest(shell, topology.podSubnet()).orElseThrow();
    cluster
        .kubernetes()
        .client()
        .load(new ByteArrayInputStream(network.getBytes(StandardCharsets.UTF_8)))
        .serverSideApply();
    simulation.sleep(Duration.ofMinutes(1));
  }
}
