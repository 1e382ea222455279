package dev.firedrill.distribution.k3s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.distribution.Snapshot;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.testing.ScriptedShell;
import dev.firedrill.tools.CommandFailed;
import dev.firedrill.tools.Unexpected;
import org.junit.jupiter.api.Test;

class K3sBackupTest {

  private static final String SAVED = "snapshot-cp-1-1795689401";

  private final ScriptedShell shell = new ScriptedShell().answering("ls ", SAVED + "\n");

  @Test
  void the_snapshot_is_the_one_file_in_the_folder_that_was_made_for_it_and_is_read_through() {
    shell.answering(
        "etcdutl snapshot status",
        "{\"hash\":255,\"revision\":575,\"totalKey\":584,\"totalSize\":970784}");
    Snapshot snapshot = new K3sBackup().saveSnapshot(shell);
    String file = "/var/lib/rancher/k3s/server/db/firedrill/" + SAVED;
    assertThat(snapshot).isEqualTo(new Snapshot(file, "ff", 575, 584, 970784));
    assertThat(shell.lines())
        .contains(
            "rm -rf /var/lib/rancher/k3s/server/db/firedrill",
            "/usr/local/bin/k3s etcd-snapshot save --name snapshot --etcd-snapshot-dir"
                + " /var/lib/rancher/k3s/server/db/firedrill --etcd-snapshot-compress=false"
                + " --etcd-s3=false");
  }

  @Test
  void a_snapshot_that_nobody_could_read_is_none() {
    shell.answering("etcdutl snapshot status", "Error: invalid database");
    assertThatThrownBy(() -> new K3sBackup().saveSnapshot(shell)).isInstanceOf(Unexpected.class);
  }

  @Test
  void what_k3s_refuses_for_a_moment_is_tried_again_and_what_it_cannot_do_is_not() {
    shell.refusing("/usr/local/bin/k3s etcd-snapshot save");
    assertThatThrownBy(() -> new K3sBackup().saveSnapshot(shell)).isInstanceOf(CommandFailed.class);
    shell.refusingWith("level=fatal msg=\"Internal error occurred: etcd-snapshot error ID 12949\"");
    assertThatThrownBy(() -> new K3sBackup().saveSnapshot(shell))
        .isInstanceOf(EtcdUnavailable.class)
        .hasMessageContaining("12949");
  }

  @Test
  void the_token_that_the_data_of_servers_is_encrypted_by_belongs_to_the_backup() {
    assertThat(new K3sBackup().identity())
        .contains(
            "/var/lib/rancher/k3s/server/token", "/var/lib/rancher/k3s/server/tls/service.key")
        .doesNotHaveDuplicates();
  }
}
