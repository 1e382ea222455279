package dev.firedrill.backend.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.distribution.kubeadm.KubeadmDistribution;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.Skewable;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.tools.CommandFailed;
import dev.firedrill.tools.Kubeadm;
import dev.firedrill.tools.Reissue;
import dev.firedrill.tools.Systemctl;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a simulated cluster makes of clocks that disagree. */
class ClockSkewTest {

  private static final Version VERSION = Version.parse("v1.29.4");
  private static final NodeName FIRST = new NodeName("cp-1");
  private static final NodeName SECOND = new NodeName("cp-2");
  private static final NodeName WORKER = new NodeName("worker-1");
  private static final Duration HOURS = Duration.ofHours(2);

  private final Topology topology = TopologyFile.read(Path.of("clusters/ha.yaml"));
  private final Simulation simulation = new Simulation(11);
  private final SimulatedCluster cluster = new SimulatedCluster(topology, VERSION, simulation);
  private final Bootstrap bootstrap = new KubeadmDistribution().bootstrap();

  @BeforeEach
  void initialise() {
    bootstrap.initialise(shell(FIRST), topology, VERSION);
    String manifest = bootstrap.networkManifest(shell(FIRST), topology.podSubnet()).orElseThrow();
    cluster
        .kubernetes()
        .client()
        .load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)))
        .serverSideApply();
  }

  private NodeShell shell(NodeName node) {
    return cluster.shell(node);
  }

  private void join(NodeName node) {
    bootstrap.join(
        shell(node),
        topology.machine(node),
        topology,
        bootstrap.issueTicket(shell(FIRST), topology.machine(node).role()));
  }

  private void skew(NodeName node, Duration ahead) {
    cluster.capability(Skewable.class).orElseThrow().putAhead(node, ahead);
  }

  private boolean isReady(NodeName node) {
    return Readiness.isNodeReady(
        cluster.kubernetes().client().nodes().withName(node.value()).get());
  }

  private Lease lease(String namespace, String name) {
    return cluster.kubernetes().client().leases().inNamespace(namespace).withName(name).get();
  }

  private Duration renewedAhead(Lease lease) {
    return Duration.between(simulation.now(), lease.getSpec().getRenewTime().toInstant());
  }

  private void pass(Duration duration) {
    simulation.sleep(duration);
  }

  /** Controllers go by when they saw a lease change, not by what it says. */
  @Test
  void a_node_stays_ready_whatever_time_its_lease_says() {
    join(WORKER);
    pass(Duration.ofMinutes(1));
    assertThat(isReady(WORKER)).isTrue();
    for (Duration ahead : new Duration[] {HOURS, HOURS.negated()}) {
      skew(WORKER, ahead);
      pass(Duration.ofMinutes(2));
      assertThat(isReady(WORKER)).as("worker-1 %s ahead", ahead).isTrue();
      assertThat(renewedAhead(lease("kube-node-lease", "worker-1")))
          .isBetween(ahead.minusSeconds(12), ahead);
    }
  }

  @Test
  void a_leader_keeps_its_lease_whatever_its_clock_says() {
    join(SECOND);
    pass(Duration.ofSeconds(30));
    String leader = lease("kube-system", "kube-scheduler").getSpec().getHolderIdentity();
    assertThat(leader).startsWith("cp-1");
    for (Duration ahead : new Duration[] {HOURS, HOURS.negated()}) {
      skew(FIRST, ahead);
      pass(Duration.ofMinutes(2));
      assertThat(lease("kube-system", "kube-scheduler").getSpec().getHolderIdentity())
          .isEqualTo(leader);
      assertThat(renewedAhead(lease("kube-system", "kube-scheduler")))
          .isBetween(ahead.minusSeconds(3), ahead);
    }
  }

  /** kubeadm's authorities begin 5 minutes before they are made. */
  @Test
  void a_machine_whose_clock_is_a_few_minutes_behind_joins() {
    skew(WORKER, Duration.ofMinutes(-4));
    join(WORKER);
    pass(Duration.ofMinutes(1));
    assertThat(isReady(WORKER)).isTrue();
  }

  @Test
  void a_machine_whose_clock_is_behind_cannot_join_and_one_that_is_ahead_can() {
    skew(WORKER, HOURS.negated());
    Instant begun = simulation.now();
    assertThatThrownBy(() -> join(WORKER))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("couldn't validate the identity of the API Server: Get \"https://")
        .hasMessageContaining(
            "tls: failed to verify certificate: x509: certificate has expired or is not yet valid:"
                + " current time 2025-12-31T22:");
    assertThat(Duration.between(begun, simulation.now()))
        .as("kubeadm's time for discovery")
        .isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
    shell(WORKER).run(Kubeadm.reset());
    skew(WORKER, HOURS);
    join(WORKER);
    pass(Duration.ofMinutes(1));
    assertThat(isReady(WORKER)).isTrue();
  }

  /** What has verified a server stays connected to it, what starts anew has to verify it again. */
  @Test
  void a_kubelet_that_is_restarted_with_its_clock_behind_reports_no_more() {
    join(WORKER);
    pass(Duration.ofMinutes(1));
    skew(WORKER, HOURS.negated());
    shell(WORKER).run(Systemctl.restart("kubelet"));
    pass(Duration.ofMinutes(1));
    assertThat(isReady(WORKER)).isFalse();
    skew(WORKER, Duration.ZERO);
    pass(Duration.ofSeconds(15));
    assertThat(isReady(WORKER)).isTrue();
  }

  @Test
  void a_machine_reads_and_sets_its_own_time_and_writes_files_by_it() {
    skew(WORKER, HOURS);
    shell(WORKER).write("/tmp/written", new byte[] {1}, "0600");
    long written =
        Long.parseLong(
            shell(WORKER).run(Command.of("stat", "--format=%Y", "/tmp/written")).stdout().strip());
    assertThat(written).isGreaterThanOrEqualTo(simulation.now().plus(HOURS).getEpochSecond() - 1);
    assertThat(shell(WORKER).run(Command.of("date", "--set=@1767225600.500000000")).stdout())
        .isEqualTo("Thu Jan  1 00:00:00 UTC 2026\n");
    assertThat(shell(WORKER).run(Command.of("date", "+%s.%N")).stdout()).startsWith("17672256");
    assertThat(shell(FIRST).run(Command.of("date", "+%s")).exitCode()).isEqualTo(127);
  }

  /** As kubeadm's pkiutil does: a leaf begins with its authority and ends a year from now. */
  @Test
  void a_control_plane_signs_until_a_year_from_what_its_clock_says() {
    X509Certificate before = certificate("/etc/kubernetes/pki/apiserver.crt");
    skew(FIRST, HOURS);
    shell(FIRST).run(Kubeadm.renewCertificates());
    X509Certificate authority = certificate("/etc/kubernetes/pki/ca.crt");
    X509Certificate server = certificate("/etc/kubernetes/pki/apiserver.crt");
    assertThat(server.getNotBefore()).isEqualTo(authority.getNotBefore());
    assertThat(server.getNotAfter().toInstant())
        .isAfter(simulation.now().plus(Duration.ofDays(365)).plus(HOURS).minusSeconds(60));
    assertThat(server.getSerialNumber()).isNotEqualTo(before.getSerialNumber());
  }

  private X509Certificate certificate(String file) {
    return Reissue.certificate(shell(FIRST).read(file));
  }
}
