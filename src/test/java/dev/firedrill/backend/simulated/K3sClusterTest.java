package dev.firedrill.backend.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.distribution.Certificates;
import dev.firedrill.distribution.ControlPlane;
import dev.firedrill.distribution.JoinTicket;
import dev.firedrill.distribution.k3s.K3sDistribution;
import dev.firedrill.model.Component;
import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.tools.CommandFailed;
import dev.firedrill.tools.Reissue;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Systemctl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operations rely on of k3s on a simulated machine. */
class K3sClusterTest {

  private static final Version OLD = Version.parse("v1.29.4+k3s1");
  private static final Version NEW = Version.parse("v1.30.3+k3s1");
  private static final NodeName FIRST = new NodeName("cp-1");
  private static final NodeName SECOND = new NodeName("cp-2");
  private static final NodeName THIRD = new NodeName("cp-3");
  private static final String ANOTHER = "/root/another-token";
  private static final String SERVER_TOKEN = "/var/lib/rancher/k3s/server/token";
  private static final String SAVED = "/root/saved";

  private final Simulation simulation = new Simulation(1);
  private final Topology topology = TopologyFile.read(Path.of("clusters/ha.yaml"));
  private final SimulatedCluster cluster =
      new SimulatedCluster(topology, OLD, simulation, Setup.K3S);
  private final Bootstrap bootstrap = new K3sDistribution().bootstrap();

  @BeforeEach
  void the_first_server_runs() {
    bootstrap.initialise(shell(FIRST), topology, OLD);
  }

  @Test
  void a_server_whose_certificates_were_rotated_serves_on_and_makes_others_when_it_starts() {
    Certificates certificates = new K3sDistribution().certificates();
    ControlPlane server = new K3sDistribution().controlPlane();
    simulation.sleep(Duration.ofSeconds(20));
    String before = served(FIRST, "10250");

    certificates.renewAll(shell(FIRST));

    assertThat(Shells.exists(shell(FIRST), "/var/lib/rancher/k3s/server/tls/client-admin.crt"))
        .isFalse();
    assertThat(server.olderThanTheirCertificates(shell(FIRST))).isNotEmpty();
    assertThat(served(FIRST, "10250")).contains("BEGIN CERTIFICATE").isEqualTo(before);

    shell(FIRST).run(Command.of("systemctl", "restart", "k3s"));
    simulation.sleep(Duration.ofSeconds(20));

    assertThat(server.olderThanTheirCertificates(shell(FIRST))).isEmpty();
    assertThat(served(FIRST, "10250")).contains("BEGIN CERTIFICATE").isNotEqualTo(before);
    assertThat(served(FIRST, "6443")).contains("BEGIN CERTIFICATE");
    assertThat(served(FIRST, "10259")).isEmpty();
  }

  @Test
  void an_agent_gets_no_certificates_of_a_server_whose_own_were_rotated_until_that_starts_again() {
    NodeName worker = topology.workers().get(0);
    join(worker, NodeRole.WORKER);
    assertThat(shell(worker).read("/var/lib/rancher/k3s/agent/client-kube-proxy.crt"))
        .isEqualTo(shell(FIRST).read("/var/lib/rancher/k3s/server/tls/client-kube-proxy.crt"));
    new K3sDistribution().certificates().renewAll(shell(FIRST));

    shell(worker).run(Command.of("systemctl", "stop", "k3s-agent"));
    shell(worker).run(Systemctl.letStart("k3s-agent"));
    simulation.sleep(Duration.ofMinutes(1));
    assertThat(agentsState(worker)).isEqualTo("activating");

    run("systemctl", "restart", "k3s");
    simulation.sleep(Duration.ofMinutes(1));
    assertThat(agentsState(worker)).isEqualTo("active");
  }

  @Test
  void a_server_whose_clients_have_expired_ends_and_renews_them_as_it_starts() {
    simulation.sleep(Duration.ofSeconds(20));
    String process = mainPid();
    Instant end = simulation.now().plusSeconds(330).truncatedTo(ChronoUnit.SECONDS);
    for (String name : List.of("client-controller", "client-scheduler")) {
      redate("/var/lib/rancher/k3s/server/tls/" + name + ".crt", end);
    }

    simulation.sleep(Duration.ofSeconds(325));
    assertThat(mainPid()).isEqualTo(process);

    simulation.sleep(Duration.ofSeconds(60));
    assertThat(mainPid()).isNotEqualTo(process);
    for (String name : List.of("client-controller", "client-scheduler")) {
      byte[] now = shell(FIRST).read("/var/lib/rancher/k3s/server/tls/" + name + ".crt");
      assertThat(Reissue.certificate(now).getNotAfter().toInstant()).isAfter(end);
    }
    assertThat(cluster.etcd().healthy(FIRST)).isTrue();
  }

  private void redate(String file, Instant end) {
    String authority = "/var/lib/rancher/k3s/server/tls/client-ca";
    Reissue reissue =
        new Reissue(shell(FIRST).read(authority + ".crt"), shell(FIRST).read(authority + ".key"));
    String redated = reissue.of(shell(FIRST).read(file), end.minus(Duration.ofDays(365)), end);
    shell(FIRST).write(file, redated.getBytes(StandardCharsets.US_ASCII), "0644");
  }

  private String mainPid() {
    return shell(FIRST).run(Systemctl.show("MainPID", "k3s")).stdout().strip();
  }

  private String agentsState(NodeName worker) {
    return shell(worker).run(Systemctl.show("ActiveState", "k3s-agent")).stdout().strip();
  }

  private String served(NodeName node, String port) {
    return shell(node)
        .run(Command.of("openssl", "s_client", "-noservername", "-connect", "127.0.0.1:" + port))
        .stdout();
  }

  @Test
  void a_server_joins_by_the_token_and_has_a_vote_once_it_is_up() {
    join(SECOND);

    assertThat(cluster.etcd().members()).hasSize(2).noneMatch(EtcdMember::learner);
    assertThat(cluster.etcd().healthy(SECOND)).isTrue();
  }

  @Test
  void a_server_with_another_token_does_not_join() {
    JoinTicket ticket = bootstrap.issueTicket(shell(FIRST), NodeRole.CONTROL_PLANE);
    String token = new String(shell(FIRST).read(SERVER_TOKEN), StandardCharsets.UTF_8).strip();
    shell(FIRST).write(SERVER_TOKEN, (token + "0").getBytes(StandardCharsets.UTF_8), "0600");
    Machine machine = topology.machine(SECOND);

    assertThatThrownBy(() -> bootstrap.join(shell(SECOND), machine, topology, ticket))
        .isInstanceOf(CommandFailed.class);
    simulation.sleep(Duration.ofMinutes(1));
    assertThat(cluster.etcd().members()).hasSize(1);
  }

  @Test
  void a_server_that_lost_its_data_is_kept_out_by_the_member_it_was_until_that_is_removed() {
    join(SECOND);
    join(THIRD);
    String before = memberOf(SECOND).name();
    new K3sDistribution().etcd().destroyData(shell(SECOND));
    simulation.sleep(Duration.ofMinutes(1));

    assertThat(memberOf(SECOND).name()).isEqualTo(before);
    assertThat(cluster.etcd().healthy(SECOND)).isFalse();

    cluster.etcd().remove(memberOf(SECOND).id());
    simulation.sleep(Duration.ofMinutes(1));

    assertThat(memberOf(SECOND).name()).startsWith("cp-2-").isNotEqualTo(before);
    assertThat(cluster.etcd().healthy(SECOND)).isTrue();
  }

  @Test
  void a_process_that_is_killed_comes_back_as_another_and_its_containers_run_on() {
    String process = show("MainPID");
    simulation.sleep(Duration.ofSeconds(30));
    String containers = run("crictl", "ps", "--output", "json").stdout();
    assertThat(containers).contains("\"id\"");

    run("systemctl", "kill", "--kill-whom", "main", "--signal", "KILL", "k3s");

    assertThat(show("MainPID")).isEqualTo("0");
    assertThat(show("ActiveState")).isEqualTo("activating");
    simulation.sleep(Duration.ofSeconds(20));
    assertThat(show("ActiveState")).isEqualTo("active");
    assertThat(show("MainPID")).isNotEqualTo(process);
    assertThat(run("crictl", "ps", "--output", "json").stdout()).isEqualTo(containers);
  }

  @Test
  void what_runs_is_the_release_of_its_start_and_not_of_the_disk() {
    String process = "/proc/" + show("MainPID") + "/exe";
    cluster.releases().install(FIRST, new Component("k3s"), NEW);

    assertThat(run("/usr/local/bin/k3s", "--version").stdout()).contains(NEW.toString());
    assertThat(run(process, "--version").stdout()).contains(OLD.toString());
  }

  @Test
  void a_unit_that_was_never_set_up_is_not_enabled() {
    assertThat(run("systemctl", "is-enabled", "k3s").succeeded()).isTrue();
    assertThat(run("systemctl", "is-enabled", "k3s-agent").succeeded()).isFalse();
  }

  @Test
  void a_reset_by_the_token_of_the_snapshot_brings_it_back_and_by_another_is_refused() {
    save();
    run("systemctl", "stop", "k3s");
    shell(FIRST).write(ANOTHER, "another".getBytes(StandardCharsets.UTF_8), "0600");

    CommandResult refused = reset("token-file: " + ANOTHER);
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.stderr()).contains("encrypted with different token");

    assertThat(reset("token-file: " + SERVER_TOKEN).succeeded()).isTrue();
    assertThat(run("systemctl", "start", "k3s").succeeded()).isTrue();
    assertThat(cluster.etcd().members()).hasSize(1);
  }

  private void save() {
    CommandResult saved =
        run(
            "/usr/local/bin/k3s",
            "etcd-snapshot",
            "save",
            "--name",
            "s",
            "--etcd-snapshot-dir",
            SAVED,
            "--etcd-snapshot-compress=false",
            "--etcd-s3=false");
    assertThat(saved.succeeded()).as(saved.stderr()).isTrue();
  }

  private CommandResult reset(String told) {
    shell(FIRST).write("/root/alone.yaml", told.getBytes(StandardCharsets.UTF_8), "0600");
    String saved = SAVED + "/" + run("ls", SAVED).stdout().strip();
    return run(
        "systemd-run",
        "--wait",
        "/usr/local/bin/k3s",
        "server",
        "--config",
        "/root/alone.yaml",
        "--cluster-reset",
        "--cluster-reset-restore-path",
        saved);
  }

  private void join(NodeName name) {
    join(name, NodeRole.CONTROL_PLANE);
  }

  private void join(NodeName name, NodeRole role) {
    Machine machine = topology.machine(name);
    bootstrap.join(shell(name), machine, topology, bootstrap.issueTicket(shell(FIRST), role));
    simulation.sleep(Duration.ofSeconds(1));
  }

  private EtcdMember memberOf(NodeName name) {
    String url = "https://" + topology.machine(name).address() + ":2380";
    return cluster.etcd().members().stream()
        .filter(member -> member.peerUrls().equals(List.of(url)))
        .findFirst()
        .orElseThrow();
  }

  private String show(String property) {
    return run("systemctl", "show", "--property", property, "--value", "k3s").stdout().strip();
  }

  private CommandResult run(String... words) {
    return shell(FIRST).run(Command.of(words).within(Duration.ofMinutes(5)));
  }

  private NodeShell shell(NodeName name) {
    return cluster.shell(name);
  }
}
