package dev.firedrill.cli;

import dev.firedrill.backend.simulated.Census;
import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.SimulatedClusters;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.distribution.kubeadm.KubeadmTicket;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.TimeSource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One large simulated cluster, from its machines to a minute in which nothing happens, and what
 * each part of that costs. Control planes are made by kubeadm as in a drill; workers boot side by
 * side and join by themselves, because one after the other they would take hours of virtual time.
 */
final class ScaleBench {

  static final Version VERSION = Version.parse("v1.29.4");

  private static final String NAMESPACE = "scale";
  private static final int PODS_OF_A_DEPLOYMENT = 1000;
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final Topology topology;
  private final int pods;
  private final Duration limit;
  private final TimeSource clock;
  private final Simulation simulation;
  private final SimulatedCluster cluster;
  private final Bootstrap bootstrap = new KubeadmDistribution().bootstrap();
  private final List<Part> parts = new ArrayList<>();

  /**
   * What one part cost.
   *
   * @param part what was done or waited for
   * @param reached true where all came that was waited for
   * @param seen what was there at its end, and where something lacked, one that did and why
   * @param seconds of real time
   * @param processorSeconds of the one thread on which all of it runs
   * @param virtualSeconds how much virtual time passed
   */
  record Part(
      String part,
      boolean reached,
      String seen,
      double seconds,
      double processorSeconds,
      double virtualSeconds) {}

  /**
   * A cluster whose machines are made now.
   *
   * @param pods how many there are to be beside the cluster's own
   * @param limit of virtual time, for the nodes and for the pods
   * @param clock a real one
   */
  ScaleBench(Topology topology, int pods, Duration limit, long seed, TimeSource clock) {
    this.topology = topology;
    this.pods = pods;
    this.limit = limit;
    this.clock = clock;
    this.simulation = new Simulation(seed);
    this.cluster = SimulatedClusters.create(topology, VERSION, simulation);
  }

  /** Measures; ends with the first part that does not reach what it waits for. */
  List<Part> run() {
    measure("control planes", this::controlPlanes);
    Census census = cluster.census();
    if (measure("nodes Ready", () -> nodes(census)).reached()
        && measure("pods Running", () -> pods(census)).reached()) {
      measure("one virtual minute, idle", this::idle);
    }
    return List.copyOf(parts);
  }

  private Part measure(String what, Supplier<Census.Outcome> doing) {
    Instant virtual = simulation.now();
    Instant real = clock.now();
    long processor = processorNanos();
    Census.Outcome outcome = doing.get();
    Part part =
        new Part(
            what,
            outcome.reached(),
            outcome.reached() || outcome.lacking().isEmpty()
                ? "" + outcome.there()
                : "%d; %s".formatted(outcome.there(), outcome.lacking()),
            seconds(Duration.between(real, clock.now())),
            (processorNanos() - processor) / 1e9,
            seconds(Duration.between(virtual, simulation.now())));
    parts.add(part);
    return part;
  }

  private Census.Outcome controlPlanes() {
    NodeName first = topology.firstControlPlane();
    bootstrap.initialise(cluster.shell(first), topology, VERSION);
    String network =
        bootstrap.networkManifest(cluster.shell(first), topology.podSubnet()).orElseThrow();
    client()
        .load(new ByteArrayInputStream(network.getBytes(StandardCharsets.UTF_8)))
        .serverSideApply();
    for (NodeName other : topology.otherControlPlanes()) {
      bootstrap.join(
          cluster.shell(other),
          topology.machine(other),
          topology,
          bootstrap.issueTicket(cluster.shell(first), NodeRole.CONTROL_PLANE));
    }
    return cluster.census().awaitNodes(topology.controlPlanes().size(), limit);
  }

  private Census.Outcome nodes(Census census) {
    KubeadmTicket ticket =
        (KubeadmTicket)
            bootstrap.issueTicket(cluster.shell(topology.firstControlPlane()), NodeRole.WORKER);
    cluster.switchOn(topology.workers(), ticket.token());
    return census.awaitNodes(topology.nodes().size(), limit);
  }

  private Census.Outcome pods(Census census) {
    client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    int left = pods;
    for (int i = 1; left > 0; i++) {
      int replicas = Math.min(left, PODS_OF_A_DEPLOYMENT);
      client().resource(deployment("pods-" + i, replicas)).create();
      left -= replicas;
    }
    return census.awaitPods(NAMESPACE, pods, limit);
  }

  private Census.Outcome idle() {
    simulation.sleep(IDLE);
    return new Census.Outcome(true, topology.nodes().size(), "");
  }

  private KubernetesClient client() {
    return cluster.kubernetes().client();
  }

  private static Deployment deployment(String name, int replicas) {
    Map<String, String> labels = Map.of("app", name);
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("server")
        .withImage("firedrill.dev/workload:1")
        .withNewResources()
        .withRequests(Map.of("cpu", new Quantity("10m"), "memory", new Quantity("16Mi")))
        .endResources()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
