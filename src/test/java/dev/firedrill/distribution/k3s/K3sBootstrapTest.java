package dev.firedrill.distribution.k3s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.distribution.JoinTicket;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.testing.ScriptedShell;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class K3sBootstrapTest {

  private static final String TOKEN = "K10c0ffee::server:0123456789abcdef";
  private static final Topology HA =
      new Topology(
          "ha",
          "firedrill/node",
          "172.30.2.0/24",
          "10.244.0.0/16",
          "10.96.0.0/16",
          "172.30.2.10:6443",
          "172.30.2.10",
          List.of(
              new Machine(new NodeName("cp-1"), NodeRole.CONTROL_PLANE, "172.30.2.11"),
              new Machine(new NodeName("cp-2"), NodeRole.CONTROL_PLANE, "172.30.2.12"),
              new Machine(new NodeName("worker-1"), NodeRole.WORKER, "172.30.2.21")));
  private static final String CONFIG = "/etc/rancher/k3s/config.yaml";
  private static final String JOIN_TOKEN = "/etc/rancher/k3s/firedrill-join-token";

  private final K3sBootstrap bootstrap = new K3sBootstrap();
  private final ScriptedShell shell =
      new ScriptedShell()
          .answering("/usr/local/bin/k3s --version", "k3s version v1.29.4+k3s1 (HEAD)\n");

  @Test
  void the_first_server_begins_a_cluster_and_names_the_endpoint() {
    shell.having("/var/lib/rancher/k3s/server/token", bytes(TOKEN));
    bootstrap.initialise(shell, HA, Version.parse("v1.29.4+k3s1"));
    String start = "systemctl enable --now k3s";
    assertThat(shell.writtenBefore(start, CONFIG))
        .contains(
            "cluster-init: true",
            "tls-san: [\"172.30.2.10\"]",
            "cluster-cidr: 10.244.0.0/16",
            "cluster-dns: 10.96.0.10")
        .doesNotContain("server:");
    assertThat(shell.lines()).contains(start);
    // Were it to lose its data it would otherwise begin another cluster.
    assertThat(shell.written(CONFIG))
        .contains("server: https://172.30.2.10:6443")
        .doesNotContain("cluster-init");
    assertThat(shell.written(JOIN_TOKEN)).isEqualTo(TOKEN);
  }

  @Test
  void a_further_server_joins_by_the_endpoint_and_begins_no_cluster_of_its_own() {
    bootstrap.join(shell, HA.machine(new NodeName("cp-2")), HA, new K3sTicket(TOKEN));
    assertThat(shell.written(CONFIG))
        .contains("server: https://172.30.2.10:6443", "token-file: " + JOIN_TOKEN)
        .doesNotContain("cluster-init", TOKEN);
    assertThat(shell.written(JOIN_TOKEN)).isEqualTo(TOKEN);
    assertThat(shell.lines())
        .contains("systemctl enable --now k3s")
        .noneMatch(line -> line.contains(TOKEN));
  }

  @Test
  void an_agent_is_told_nothing_that_only_servers_know() {
    bootstrap.join(shell, HA.machine(new NodeName("worker-1")), HA, new K3sTicket(TOKEN));
    assertThat(shell.written(CONFIG))
        .contains("server: https://172.30.2.10:6443", "node-ip: 172.30.2.21")
        .doesNotContain("cluster-cidr", "tls-san");
    assertThat(shell.lines()).contains("systemctl enable --now k3s-agent");
  }

  @Test
  void agents_get_the_agents_token_and_servers_that_of_servers() {
    shell.having("/var/lib/rancher/k3s/server/token", bytes("of-servers\n"));
    shell.having("/var/lib/rancher/k3s/server/agent-token", bytes("of-agents\n"));
    assertThat(bootstrap.issueTicket(shell, NodeRole.CONTROL_PLANE))
        .isEqualTo(new K3sTicket("of-servers"));
    assertThat(bootstrap.issueTicket(shell, NodeRole.WORKER)).isEqualTo(new K3sTicket("of-agents"));
  }

  @Test
  void a_machine_counts_as_joined_only_after_the_join_has_ended_well() {
    shell.refusing("systemctl enable");
    assertThatThrownBy(
            () -> bootstrap.join(shell, HA.machine(new NodeName("cp-2")), HA, new K3sTicket(TOKEN)))
        .hasMessageContaining("systemctl enable --now k3s");
    assertThat(bootstrap.hasJoined(shell)).isFalse();
    // Its member may have a vote already: what was begun is gone on with.
    assertThat(bootstrap.reset(shell)).isFalse();
    assertThat(shell.lines()).noneMatch(line -> line.startsWith("rm"));
  }

  @Test
  void a_machine_of_another_release_begins_nothing() {
    shell.answering("/usr/local/bin/k3s --version", "k3s version v1.30.3+k3s1 (HEAD)\n");
    Version wanted = Version.parse("v1.29.4+k3s1");
    assertThatThrownBy(() -> bootstrap.initialise(shell, HA, wanted))
        .hasMessageContaining("v1.29.4+k3s1")
        .hasMessageContaining("v1.30.3+k3s1");
    assertThatThrownBy(() -> bootstrap.rebuild(shell, HA.machines().get(0), HA, wanted))
        .hasMessageContaining("nothing was changed");
    assertThat(shell.has(CONFIG)).isFalse();
    assertThat(shell.lines()).noneMatch(line -> line.startsWith("systemctl"));
  }

  @Test
  void a_ticket_of_another_distribution_is_refused_and_no_ticket_tells_its_secret() {
    JoinTicket foreign = new JoinTicket() {};
    assertThatThrownBy(() -> bootstrap.join(shell, HA.machine(new NodeName("cp-2")), HA, foreign))
        .hasMessageContaining("expected a ticket that k3s issued");
    assertThat(new K3sTicket(TOKEN).toString()).doesNotContain(TOKEN);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
