package dev.firedrill.backend.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.distribution.ControlPlane;
import dev.firedrill.distribution.JoinTicket;
import dev.firedrill.distribution.Upgrade;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.distribution.kubeadm.KubeadmTicket;
import dev.firedrill.model.Component;
import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.tools.CommandFailed;
import dev.firedrill.tools.Systemctl;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** kubeadm's commands as operations issue them, on a whole simulated cluster. */
class KubeadmClusterTest {

  private static final Version OLD = Version.parse("v1.29.4");
  private static final Version NEW = Version.parse("v1.30.4");
  private static final NodeName FIRST = new NodeName("cp-1");
  private static final NodeName SECOND = new NodeName("cp-2");
  private static final NodeName WORKER = new NodeName("worker-1");

  private final Topology topology = TopologyFile.read(Path.of("clusters/ha.yaml"));
  private final Simulation simulation = new Simulation(7);
  private final SimulatedCluster cluster = new SimulatedCluster(topology, OLD, simulation);
  private final KubeadmDistribution kubeadm = new KubeadmDistribution();
  private final Bootstrap bootstrap = kubeadm.bootstrap();

  private NodeShell shell(NodeName node) {
    return cluster.shell(node);
  }

  private Duration initialise() {
    Instant start = simulation.now();
    bootstrap.initialise(shell(FIRST), topology, OLD);
    return Duration.between(start, simulation.now());
  }

  private Duration join(NodeName node) {
    Instant start = simulation.now();
    NodeRole role = topology.machine(node).role();
    JoinTicket ticket = bootstrap.issueTicket(shell(FIRST), role);
    bootstrap.join(shell(node), topology.machine(node), topology, ticket);
    return Duration.between(start, simulation.now());
  }

  private void installNetwork() {
    String manifest = bootstrap.networkManifest(shell(FIRST), topology.podSubnet()).orElseThrow();
    cluster
        .kubernetes()
        .client()
        .load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
        .serverSideApply();
    assertThat(simulation.await(this::allReady, Duration.ofMinutes(1))).isTrue();
  }

  private boolean allReady() {
    simulation.sleep(Duration.ofSeconds(1));
    return cluster.kubernetes().client().nodes().list().getItems().stream()
        .allMatch(Readiness::isNodeReady);
  }

  private void haveRelease(NodeName node) {
    cluster.releases().loadImages(node, NEW);
    cluster.releases().install(node, Component.KUBEADM, NEW);
  }

  @Test
  void a_control_plane_is_initialised_and_others_join_its_etcd() {
    assertThat(initialise()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(40));
    assertThat(join(SECOND)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(40));
    assertThat(join(WORKER)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(30));
    assertThat(cluster.kubernetes().client().nodes().list().getItems())
        .extracting(node -> node.getMetadata().getName())
        .containsExactlyInAnyOrder("cp-1", "cp-2", "worker-1");
    assertThat(
            cluster
                .kubernetes()
                .client()
                .nodes()
                .withLabel("node-role.kubernetes.io/control-plane")
                .list()
                .getItems())
        .hasSize(2);
    assertThat(cluster.etcd().members())
        .hasSize(2)
        .noneMatch(EtcdMember::learner)
        .extracting(EtcdMember::name)
        .containsExactlyInAnyOrder("cp-1", "cp-2");
    assertThat(kubeadm.certificates().inUse(shell(FIRST), NodeRole.CONTROL_PLANE))
        .hasSize(16)
        .allMatch(each -> each.notAfter().isAfter(simulation.now().plus(Duration.ofDays(364))));
    assertThat(kubeadm.certificates().inUse(shell(SECOND), NodeRole.CONTROL_PLANE)).hasSize(15);
    assertThat(kubeadm.certificates().inUse(shell(WORKER), NodeRole.WORKER))
        .extracting(each -> each.name())
        .containsExactly("ca", "kubelet-client", "kubelet-serving");
  }

  @Test
  void a_kubelet_that_has_not_reached_the_api_ends_no_static_pod_and_may_have_them_stopped() {
    initialise();
    NodeShell first = shell(FIRST);
    String kubeconfig = "/etc/kubernetes/kubelet.conf";
    byte[] good = first.read(kubeconfig);
    String astray = new String(good, StandardCharsets.UTF_8).replace(":6443", ":6444");
    first.write(kubeconfig, astray.getBytes(StandardCharsets.UTF_8), "0600");
    first.run(Systemctl.restart("kubelet"));
    ControlPlane parts = kubeadm.controlPlane();
    simulation.sleep(Duration.ofSeconds(5));
    parts.suspend(first);
    simulation.sleep(Duration.ofMinutes(1));
    assertThat(parts.running(first)).isEqualTo(parts.parts());
    parts.end(first);
    simulation.sleep(Duration.ofMinutes(1));
    assertThat(parts.running(first)).isEmpty();
    parts.resume(first);
    first.write(kubeconfig, good, "0600");
    simulation.sleep(Duration.ofMinutes(1));
    assertThat(parts.running(first)).isEqualTo(parts.parts());
    assertThat(parts.olderThanTheirCertificates(first)).isEmpty();
    kubeadm.certificates().renewAll(first);
    assertThat(parts.olderThanTheirCertificates(first)).containsOnlyKeys(parts.parts());
  }

  @Test
  void control_planes_are_upgraded_one_component_at_a_time() {
    initialise();
    join(SECOND);
    installNetwork();
    Upgrade upgrade = kubeadm.upgrade();
    haveRelease(FIRST);
    assertThat(upgrade.plan(shell(FIRST), NEW).orElseThrow())
        .contains("kubeadm upgrade apply v1.30.4");
    Instant start = simulation.now();
    upgrade.applyToFirst(shell(FIRST), NEW);
    assertThat(Duration.between(start, simulation.now()))
        .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(90));
    assertThat(versions(FIRST)).containsOnly("v1.30.4");
    assertThat(versions(SECOND)).containsOnly("v1.29.4");
    assertThat(proxyImage()).endsWith(":v1.29.4");
    haveRelease(SECOND);
    upgrade.applyToNode(shell(SECOND));
    assertThat(versions(SECOND)).containsOnly("v1.30.4");
    assertThat(proxyImage()).endsWith(":v1.30.4");
    assertThat(upgrade.notYet(shell(SECOND))).isEmpty();
  }

  private List<String> versions(NodeName node) {
    return kubeadm
        .inventory()
        .runningVersions(shell(node), NodeRole.CONTROL_PLANE)
        .entrySet()
        .stream()
        .filter(each -> each.getKey().value().startsWith("kube-"))
        .filter(each -> !each.getKey().equals(Component.KUBE_PROXY))
        .map(java.util.Map.Entry::getValue)
        .toList();
  }

  private String proxyImage() {
    return cluster
        .kubernetes()
        .client()
        .apps()
        .daemonSets()
        .inNamespace("kube-system")
        .withName("kube-proxy")
        .get()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .get(0)
        .getImage();
  }

  @Test
  void a_worker_gets_the_configuration_and_an_old_kubeadm_refuses_a_new_minor() {
    initialise();
    join(WORKER);
    installNetwork();
    haveRelease(WORKER);
    kubeadm.upgrade().applyToNode(shell(WORKER));
    assertThatThrownBy(() -> kubeadm.upgrade().applyToFirst(shell(FIRST), NEW))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("at least one minor release higher than the kubeadm minor release");
  }

  @Test
  void a_ticket_for_another_authority_or_with_a_wrong_key_is_refused() {
    initialise();
    KubeadmTicket good =
        (KubeadmTicket) bootstrap.issueTicket(shell(FIRST), NodeRole.CONTROL_PLANE);
    KubeadmTicket stranger = new KubeadmTicket(good.token(), "sha256:" + "0".repeat(64), "");
    assertThatThrownBy(
            () -> bootstrap.join(shell(WORKER), topology.machine(WORKER), topology, stranger))
        .hasMessageContaining("none of the public keys");
    KubeadmTicket wrong = new KubeadmTicket(good.token(), good.caHash(), "0".repeat(64));
    assertThatThrownBy(
            () -> bootstrap.join(shell(SECOND), topology.machine(SECOND), topology, wrong))
        .hasMessageContaining("message authentication failed");
    bootstrap.reset(shell(SECOND));
    assertThat(join(SECOND)).isPositive();
  }

  @Test
  void a_machine_that_was_reset_leaves_the_members_and_joins_again() {
    initialise();
    join(SECOND);
    bootstrap.reset(shell(SECOND));
    assertThat(cluster.etcd().members()).hasSize(1);
    join(SECOND);
    assertThat(cluster.etcd().members()).hasSize(2).noneMatch(EtcdMember::learner);
  }

  @Test
  void a_snapshot_is_saved_and_read_through() {
    initialise();
    var snapshot = kubeadm.backup().saveSnapshot(shell(FIRST));
    assertThat(snapshot.revision()).isPositive();
    assertThat(shell(FIRST).read(snapshot.file())).isNotEmpty();
    kubeadm.backup().identity().forEach(path -> assertThat(shell(FIRST).read(path)).isNotEmpty());
  }
}
