package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.BackupUnusable;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.backup.SetManifest;
import dev.firedrill.distribution.Backup;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.distribution.Snapshot;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.BackupTaken;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.EtcdAdmin;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.testing.VirtualTime;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seed's war story: snapshots without a byte, for months. */
class BackUpEtcdTest {

  private static final NodeName CP = new NodeName("cp-1");
  private static final Snapshot SAID = new Snapshot("/snapshot.db", "ab12", 4711, 900, 40_960);

  @TempDir Path folder;
  private final List<Observation> recorded = new ArrayList<>();

  /** Whatever a method of that name is to answer. */
  private static <T> T answering(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object answer = answers.get(method.getName());
              if (answer == null) {
                throw new UnsupportedOperationException(method.getName());
              }
              return answer;
            }));
  }

  private OperationContext copying(byte[] content) {
    NodeShell shell =
        answering(
            NodeShell.class,
            Map.of(
                "node", CP, "read", content, "run", new CommandResult(0, "", "", Duration.ZERO)));
    Topology topology =
        new Topology(
            "small",
            "image",
            "10.0.0.0/24",
            "10.1.0.0/16",
            "10.2.0.0/16",
            "10.0.0.2:6443",
            "",
            List.of(new Machine(CP, NodeRole.CONTROL_PLANE, "10.0.0.2")));
    Cluster cluster =
        answering(
            Cluster.class,
            Map.of(
                "topology",
                topology,
                "shell",
                shell,
                "time",
                new VirtualTime(),
                "etcd",
                answering(EtcdAdmin.class, Map.of("healthy", true))));
    Backup backup = answering(Backup.class, Map.of("saveSnapshot", SAID, "mark", "ours"));
    return new OperationContext(
        cluster,
        answering(Distribution.class, Map.of("backup", backup)),
        recorded::add,
        folder.resolve("run"),
        BackupSet.unencrypted(folder.resolve("backups")),
        "before-01-back-up-etcd");
  }

  @Test
  void a_copy_without_a_byte_is_refused_when_it_is_taken_and_counts_for_nothing() {
    OperationContext context = copying(new byte[0]);
    assertThatThrownBy(() -> new BackUpEtcd().run(context))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("copy of 0 bytes")
        .hasMessageContaining("do not go on without a backup");
    assertThat(recorded).noneMatch(BackupTaken.class::isInstance);
    assertThat(folder.resolve("backups")).doesNotExist();
    assertThatThrownBy(() -> new VerifyBackup(Duration.ofHours(1), false, false).run(context))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("looking for the newest snapshot of etcd");
  }

  @Test
  void a_manifest_without_its_snapshot_and_one_that_cannot_be_read_do_not_verify()
      throws IOException {
    OperationContext context = copying(new byte[0]);
    VerifyBackup verify = new VerifyBackup(Duration.ofHours(1), false, false);
    SetEntry entry =
        context
            .backups()
            .store(
                EtcdBackup.SNAPSHOT, BackupPart.ETCD, "cp-1", "ours", Instant.EPOCH, new byte[9]);
    context.backups().commit(BackupPart.ETCD, List.of(entry));
    Path backups = folder.resolve("backups");
    Files.delete(backups.resolve(entry.storedAs()));
    assertThatThrownBy(() -> verify.run(context))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("beside its facts");
    for (String torn : List.of("{\"format\":1", "{\"format\":1}", "{}")) {
      Files.writeString(backups.resolve(SetManifest.NAME), torn);
      assertThatThrownBy(() -> verify.run(context))
          .as(torn)
          .isInstanceOf(BackupUnusable.class)
          .hasMessageContaining("nobody can tell the snapshot from another");
    }
  }

  @Test
  void a_missing_backup_is_not_taken_for_one_that_is_refused() {
    OperationContext context = copying(new byte[0]);
    assertThatThrownBy(() -> new VerifyBackup(Duration.ofHours(1), true, false).run(context))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("looking for the newest snapshot of etcd");
  }
}
