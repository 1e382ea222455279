package dev.firedrill.distribution.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.testing.ScriptedShell;
import java.util.List;
import org.junit.jupiter.api.Test;

class KubeadmBootstrapTest {

  private static final String TOKEN = "abcdef.0123456789abcdef";
  private static final String KEY = "c0ffee".repeat(10) + "c0ff";
  private static final KubeadmTicket TICKET = new KubeadmTicket(TOKEN, "sha256:1234", KEY);
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
              new Machine(new NodeName("worker-1"), NodeRole.WORKER, "172.30.2.21")));

  private final KubeadmBootstrap bootstrap = new KubeadmBootstrap();
  private final ScriptedShell shell = new ScriptedShell();

  @Test
  void a_worker_joins_by_a_file_that_is_removed_and_no_secret_is_on_a_command_line() {
    bootstrap.join(shell, HA.machine(new NodeName("worker-1")), HA, TICKET);
    assertThat(shell.lines())
        .containsExactly(
            "kubeadm join --config /run/firedrill-kubeadm.yaml",
            "rm -f /run/firedrill-kubeadm.yaml")
        .noneMatch(line -> line.contains(TOKEN) || line.contains(KEY));
    assertThat(shell.written("/run/firedrill-kubeadm.yaml"))
        .contains(TOKEN, "172.30.2.10:6443", "node-ip: 172.30.2.21")
        .doesNotContain("controlPlane:");
    assertThat(shell.has("/run/firedrill-kubeadm.yaml")).isFalse();
  }

  @Test
  void a_control_plane_joins_with_the_key_of_the_uploaded_certificates() {
    bootstrap.join(shell, HA.machine(new NodeName("cp-1")), HA, TICKET);
    assertThat(shell.written("/run/firedrill-kubeadm.yaml"))
        .contains("controlPlane:", KEY, "advertiseAddress: 172.30.2.11");
    assertThat(shell.lines()).noneMatch(line -> line.contains(KEY));
  }

  @Test
  void the_first_control_plane_names_the_endpoint_and_uploads_its_certificates() {
    shell.having("/run/firedrill-secret", KEY.getBytes());
    bootstrap.initialise(shell, HA, Version.parse("v1.29.4"));
    assertThat(shell.lines())
        .contains(
            "kubeadm init --config /run/firedrill-kubeadm.yaml --upload-certs"
                + " --skip-token-print --skip-certificate-key-print");
    assertThat(shell.written("/run/firedrill-kubeadm.yaml"))
        .contains("controlPlaneEndpoint: \"172.30.2.10:6443\"", "kubernetesVersion: v1.29.4");
  }

  @Test
  void a_machine_counts_as_joined_only_after_the_join_has_ended_well() {
    assertThat(bootstrap.hasJoined(shell)).isFalse();
    bootstrap.join(shell, HA.machine(new NodeName("worker-1")), HA, TICKET);
    assertThat(bootstrap.hasJoined(shell)).isTrue();
  }

  @Test
  void a_join_that_was_cut_short_is_taken_back_and_an_untouched_machine_is_left_alone() {
    bootstrap.reset(shell);
    assertThat(shell.lines()).noneMatch(line -> line.startsWith("kubeadm reset"));
    shell.having("/etc/kubernetes/pki/ca.crt", new byte[0]);
    bootstrap.reset(shell);
    assertThat(shell.lines()).contains("kubeadm reset --force");
  }
}
