package dev.firedrill.backend.simulated.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.workload.WorkloadDeployment;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Kubelets, controllers and the scheduler at work together, in a cluster that kubeadm made. */
class ClusterLifeTest {

  private static final Version VERSION = Version.parse("v1.29.4");
  private static final Topology TOPOLOGY = TopologyFile.read(Path.of("clusters/single.yaml"));
  private static final NodeName WORKER = TOPOLOGY.workers().get(0);

  private final Simulation simulation = new Simulation(1);
  private final SimulatedCluster cluster = new SimulatedCluster(TOPOLOGY, VERSION, simulation);
  private KubernetesClient client;
  private WorkloadDeployment workload;

  @BeforeEach
  void a_cluster_with_a_workload() {
    Bootstrap bootstrap = new KubeadmDistribution().bootstrap();
    NodeShell first = cluster.shell(TOPOLOGY.firstControlPlane());
    bootstrap.initialise(first, TOPOLOGY, VERSION);
    client = cluster.kubernetes().client();
    byte[] network =
        bootstrap
            .networkManifest(first, TOPOLOGY.podSubnet())
            .orElseThrow()
            .getBytes(StandardCharsets.UTF_8);
    client
        .load(new ByteArrayInputStream(network))
        .fieldManager("firedrill")
        .forceConflicts()
        .serverSideApply();
    bootstrap.join(
        cluster.shell(WORKER),
        TOPOLOGY.machine(WORKER),
        TOPOLOGY,
        bootstrap.issueTicket(first, NodeRole.WORKER));
    workload = new WorkloadDeployment(client, simulation, 2);
    workload.apply(Duration.ofMinutes(1));
    workload.awaitReady(Duration.ofMinutes(2));
    simulation.sleep(Duration.ofSeconds(20));
  }

  @Test
  void a_workload_comes_up_and_nothing_changes_where_nothing_has_to() {
    assertThat(client.pods().inAnyNamespace().list().getItems()).allMatch(Pods::isReady);
    assertThat(client.nodes().list().getItems())
        .allMatch(node -> "True".equals(NodeHealth.ready(node)));
    List<String> before = versions();
    simulation.sleep(Duration.ofMinutes(1));

    assertThat(versions()).isEqualTo(before);
  }

  @Test
  void an_updated_daemon_set_whose_image_is_not_on_a_node_leaves_that_node_without_its_pod() {
    client
        .apps()
        .daemonSets()
        .inNamespace("kube-system")
        .withName("kube-proxy")
        .edit(
            set -> {
              set.getSpec()
                  .getTemplate()
                  .getSpec()
                  .getContainers()
                  .get(0)
                  .setImage("registry.k8s.io/kube-proxy:v1.30.4");
              return set;
            });
    simulation.sleep(Duration.ofMinutes(2));
    List<Pod> proxies =
        client
            .pods()
            .inNamespace("kube-system")
            .withLabel("k8s-app", "kube-proxy")
            .list()
            .getItems();

    assertThat(proxies).hasSize(2);
    assertThat(proxies.stream().filter(Pods::isReady)).hasSize(1);
    assertThat(
            proxies.stream()
                .filter(pod -> !Pods.isReady(pod))
                .map(
                    pod ->
                        pod.getStatus()
                            .getContainerStatuses()
                            .get(0)
                            .getState()
                            .getWaiting()
                            .getReason()))
        .containsExactly("ImagePullBackOff");
    TOPOLOGY.nodes().forEach(node -> cluster.releases().loadImages(node, Version.parse("v1.30.4")));
    simulation.sleep(Duration.ofMinutes(5));
    assertThat(
            client
                .pods()
                .inNamespace("kube-system")
                .withLabel("k8s-app", "kube-proxy")
                .list()
                .getItems())
        .hasSize(2)
        .allMatch(Pods::isReady)
        .allMatch(pod -> pod.getSpec().getContainers().get(0).getImage().endsWith("v1.30.4"));
  }

  @Test
  void a_node_whose_kubelet_is_silent_is_unknown_after_40_s_and_loses_its_pods_after_300_s() {
    cluster.shell(WORKER).run(dev.firedrill.ports.Command.of("systemctl", "stop", "kubelet"));
    simulation.sleep(Duration.ofSeconds(35));
    assertThat(NodeHealth.ready(client.nodes().withName(WORKER.value()).get())).isEqualTo("True");
    simulation.sleep(Duration.ofSeconds(25));
    assertThat(NodeHealth.ready(client.nodes().withName(WORKER.value()).get()))
        .isEqualTo("Unknown");
    assertThat(workloadPods()).filteredOn(Pods::isTerminating).isEmpty();
    simulation.sleep(Duration.ofSeconds(330));

    assertThat(workloadPods())
        .filteredOn(Pods::isActive)
        .hasSize(2)
        .allMatch(Pods::isReady)
        .noneMatch(pod -> Pods.node(pod).equals(WORKER.value()));
  }

  @Test
  void a_deleted_namespace_goes_with_all_that_is_in_it() {
    workload.remove(Duration.ofMinutes(2));

    assertThat(workloadPods()).isEmpty();
  }

  private List<Pod> workloadPods() {
    return client.pods().inNamespace(WorkloadDeployment.NAMESPACE).list().getItems();
  }

  private List<String> versions() {
    return List.of(
        client.pods().inAnyNamespace().list().getItems().stream()
            .map(pod -> pod.getMetadata().getName() + pod.getMetadata().getResourceVersion())
            .toList()
            .toString(),
        client.apps().deployments().inAnyNamespace().list().getItems().stream()
            .map(d -> d.getMetadata().getResourceVersion())
            .toList()
            .toString(),
        client.apps().daemonSets().inAnyNamespace().list().getItems().stream()
            .map(d -> d.getMetadata().getResourceVersion())
            .toList()
            .toString(),
        client.discovery().v1().endpointSlices().inAnyNamespace().list().getItems().stream()
            .map(d -> d.getMetadata().getResourceVersion())
            .toList()
            .toString(),
        client.policy().v1().podDisruptionBudget().inAnyNamespace().list().getItems().stream()
            .map(d -> d.getMetadata().getResourceVersion())
            .toList()
            .toString());
  }
}
