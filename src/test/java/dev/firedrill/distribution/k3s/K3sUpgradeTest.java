package dev.firedrill.distribution.k3s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.model.Component;
import dev.firedrill.model.NodeRole;
import dev.firedrill.testing.ScriptedShell;
import org.junit.jupiter.api.Test;

class K3sUpgradeTest {

  private static final String OLD = "k3s version v1.29.4+k3s1 (HEAD)\ngo version go1.26.8\n";
  private static final String NEW = "k3s version v1.30.3+k3s1 (HEAD)\ngo version go1.26.8\n";

  private final ScriptedShell shell =
      new ScriptedShell()
          .answering("systemctl show --property MainPID --value k3s", "105\n")
          .answering("/proc/105/exe --version", OLD);

  @Test
  void a_server_is_restarted_where_another_release_is_installed_than_runs() {
    shell.answering("/usr/local/bin/k3s --version", NEW);
    new K3sUpgrade().applyToNode(shell);
    assertThat(shell.lines()).contains("systemctl restart k3s");
  }

  @Test
  void a_server_that_runs_what_is_installed_is_left_alone() {
    shell.answering("/usr/local/bin/k3s --version", OLD);
    new K3sUpgrade().applyToNode(shell);
    assertThat(shell.lines()).noneMatch(line -> line.startsWith("systemctl restart"));
  }

  @Test
  void a_restart_that_is_asked_for_comes_whatever_runs() {
    shell.answering("/usr/local/bin/k3s --version", OLD);
    new K3sUpgrade().restartAgent(shell);
    assertThat(shell.lines()).contains("systemctl restart k3s");
  }

  @Test
  void a_machine_without_k3s_is_told() {
    shell.refusing("systemctl is-enabled");
    assertThatThrownBy(() -> new K3sUpgrade().restartAgent(shell))
        .hasMessage("node cp-1 has no k3s service");
  }

  @Test
  void a_server_is_every_component_at_the_release_of_its_process_and_not_of_its_file() {
    shell
        .answering("/usr/local/bin/k3s --version", NEW)
        .answering("kubectl version", "clientVersion:\n  gitVersion: v1.30.3+k3s1\n")
        .answering("etcdctl", "[{\"Status\":{\"version\":\"3.5.9\"}}]");
    assertThat(new K3sInventory().runningVersions(shell, NodeRole.CONTROL_PLANE))
        .containsEntry(Component.KUBE_APISERVER, "v1.29.4+k3s1")
        .containsEntry(Component.KUBELET, "v1.29.4+k3s1")
        .containsEntry(Component.ETCD, "3.5.9")
        .containsEntry(Component.KUBECTL, "v1.30.3+k3s1");
  }

  @Test
  void where_no_process_runs_no_component_does() {
    ScriptedShell stopped =
        new ScriptedShell()
            .answering("systemctl show --property MainPID --value k3s", "0\n")
            .refusing("etcdctl");
    assertThat(new K3sInventory().runningVersions(stopped, NodeRole.CONTROL_PLANE))
        .containsEntry(Component.KUBE_APISERVER, "")
        .containsEntry(Component.ETCD, "");
  }
}
