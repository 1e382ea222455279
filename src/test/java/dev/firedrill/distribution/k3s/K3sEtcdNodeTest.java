package dev.firedrill.distribution.k3s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.distribution.EtcdNode.Restoration;
import dev.firedrill.testing.ScriptedShell;
import dev.firedrill.tools.CommandFailed;
import dev.firedrill.tools.Unexpected;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class K3sEtcdNodeTest {

  private static final String CONFIG = "/etc/rancher/k3s/config.yaml";
  private static final String JOINING =
      "server: https://172.30.2.10:6443\ntoken-file: /t\nnode-ip: 172.30.2.11\n";
  private static final String ALONE = "/etc/rancher/k3s/firedrill-k3s-reset.yaml";
  private static final String RESET =
      "systemd-run --wait --pipe --collect --quiet --unit firedrill-k3s-reset"
          + " --property RuntimeMaxSec=300 /usr/local/bin/k3s server --config "
          + ALONE
          + " --cluster-reset --cluster-reset-restore-path /s.db";
  private static final List<String> MEMBERS =
      List.of("cp-1-1a=https://172.30.2.11:2380", "cp-2-2b=https://172.30.2.12:2380");

  private final K3sEtcdNode etcd = new K3sEtcdNode();
  private final ScriptedShell shell =
      new ScriptedShell()
          .having(CONFIG, JOINING.getBytes(StandardCharsets.UTF_8))
          .answering("etcdutl snapshot status", "{\"hash\":1,\"revision\":5}");

  @Test
  void the_first_is_reset_by_a_configuration_without_others_and_keeps_its_own() {
    etcd.restore(shell, restoration("cp-1-1a", "https://172.30.2.11:2380"));
    assertThat(shell.lines()).contains(RESET);
    assertThat(shell.writtenBefore(RESET, ALONE)).doesNotContain("server:").contains("node-ip");
    assertThat(shell.writtenBefore(RESET, CONFIG)).isEqualTo(JOINING);
    assertThat(config()).isEqualTo(JOINING);
    assertThat(shell.has(ALONE)).isFalse();
  }

  @Test
  void a_new_machine_is_told_the_token_that_was_restored() {
    ScriptedShell machine =
        new ScriptedShell()
            .having("/var/lib/rancher/k3s/server/token", "K10::server:x".getBytes())
            .answering("etcdutl snapshot status", "{\"hash\":1,\"revision\":5}");
    etcd.restore(machine, restoration("cp-1-1a", "https://172.30.2.11:2380"));
    assertThat(machine.lines())
        .anyMatch(
            line ->
                line.contains(
                    "k3s server --token-file /etc/rancher/k3s/firedrill-join-token"
                        + " --cluster-reset"))
        .noneMatch(line -> line.contains("K10"));
    assertThat(machine.written("/etc/rancher/k3s/firedrill-join-token")).isEqualTo("K10::server:x");
  }

  @Test
  void a_new_machine_without_the_token_is_not_reset() {
    ScriptedShell machine =
        new ScriptedShell().answering("etcdutl snapshot status", "{\"hash\":1,\"revision\":5}");
    assertThatThrownBy(
            () -> etcd.restore(machine, restoration("cp-1-1a", "https://172.30.2.11:2380")))
        .isInstanceOf(Unexpected.class)
        .hasMessageContaining("/var/lib/rancher/k3s/server/token")
        .hasMessageContaining("restore the PKI first");
    assertThat(machine.lines()).noneMatch(line -> line.contains("cluster-reset"));
  }

  @Test
  void a_snapshot_that_cannot_be_restored_beside_the_data_resets_nothing() {
    shell.refusing("etcdutl snapshot restore");
    assertThatThrownBy(
            () -> etcd.restore(shell, restoration("cp-1-1a", "https://172.30.2.11:2380")))
        .isInstanceOf(CommandFailed.class);
    assertThat(shell.lines()).noneMatch(line -> line.contains("cluster-reset"));
  }

  @Test
  void a_reset_that_an_earlier_process_left_is_seen_and_ended_before_the_next() {
    shell.answering("systemctl show --property ActiveState --value k3s", "inactive\n");
    shell.answering(
        "systemctl show --property ActiveState --value firedrill-k3s-reset", "active\n");
    assertThat(new K3sControlPlane().left(shell))
        .containsExactly("a reset of the cluster that was begun before");
    etcd.restore(shell, restoration("cp-1-1a", "https://172.30.2.11:2380"));
    assertThat(shell.lines()).containsSubsequence("systemctl stop firedrill-k3s-reset", RESET);
  }

  @Test
  void a_server_that_systemd_is_about_to_start_again_is_left() {
    shell.answering("systemctl show --property ActiveState --value firedrill", "inactive\n");
    shell.answering("systemctl show --property ActiveState --value k3s", "activating\n");
    shell.answering("systemctl show --property MainPID --value k3s", "0\n");
    assertThat(new K3sControlPlane().hasEtcdLeft(shell)).isTrue();
    assertThat(new K3sControlPlane().running(shell)).isEmpty();
  }

  @Test
  void a_reset_that_fails_leaves_the_configuration_as_it_was() {
    shell.refusing(RESET);
    assertThatThrownBy(
            () -> etcd.restore(shell, restoration("cp-1-1a", "https://172.30.2.11:2380")))
        .isInstanceOf(CommandFailed.class);
    assertThat(config()).isEqualTo(JOINING);
  }

  @Test
  void the_others_lose_their_data_and_are_not_reset() {
    shell.having("/var/lib/rancher/k3s/server/db/etcd", new byte[0]);
    etcd.restore(shell, restoration("cp-2-2b", "https://172.30.2.12:2380"));
    assertThat(shell.lines())
        .contains(
            "mv -f /var/lib/rancher/k3s/server/db/etcd /var/lib/rancher/k3s/server/db/etcd-old")
        .noneMatch(line -> line.contains("cluster-reset"));
  }

  @Test
  void a_server_that_would_begin_a_cluster_of_its_own_does_not_join() {
    etcd.joinExisting(shell, MEMBERS);
    shell.having(CONFIG, "cluster-init: true\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> etcd.joinExisting(shell, MEMBERS))
        .isInstanceOf(Unexpected.class)
        .hasMessageContaining("would begin a cluster of its own");
  }

  @Test
  void a_member_is_called_by_its_own_name_once_it_has_one() {
    assertThat(etcd.memberName(shell)).isEqualTo("cp-1");
    shell.having("/var/lib/rancher/k3s/server/db/etcd/name", "cp-1-1a".getBytes());
    assertThat(etcd.memberName(shell)).isEqualTo("cp-1-1a");
  }

  private String config() {
    return new String(shell.read(CONFIG), StandardCharsets.UTF_8);
  }

  private static Restoration restoration(String name, String peerUrl) {
    return new Restoration("/s.db", name, peerUrl, MEMBERS, "token", "old");
  }
}
