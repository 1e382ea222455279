package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.distribution.BackupSchedule;
import dev.firedrill.distribution.BackupSchedule.Kind;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.BackupStore;
import dev.firedrill.ports.BackupStoreFailed;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.scenario.TopologyFile;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A control plane takes backups by itself, on a simulated cluster. */
class BackupScheduleTest {

  private static final Version VERSION = Version.parse("v1.29.4");
  private static final NodeName FIRST = new NodeName("cp-1");
  private static final Duration HOURS = Duration.ofHours(2);
  private static final String SCRIPT = "/usr/local/lib/firedrill/scheduled-backup";

  private final Topology topology = TopologyFile.read(Path.of("clusters/single.yaml"));
  private final SimulatedCluster cluster =
      new SimulatedCluster(topology, VERSION, new Simulation(3));
  @TempDir private Path folder;
  private OperationContext context;
  private BackupSchedule schedule;

  @BeforeEach
  void initialise() {
    context = SimulatedGround.on(cluster, folder);
    schedule = context.distribution().backupSchedule();
    run(new InitialiseControlPlane(FIRST, VERSION));
  }

  private String run(Operation operation) {
    return operation.run(context);
  }

  private NodeShell shell() {
    return context.shell(FIRST);
  }

  private String check() {
    return run(new CheckBackupSchedule(List.of(), HOURS));
  }

  private void gate(Duration within) {
    Checks checks = new Checks(context);
    new BackupPreflight(context, checks, within).check();
    checks.conclude("preflight", "back up");
  }

  @Test
  void a_schedule_takes_snapshots_every_hour_and_its_check_sees_where_it_does_not() {
    assertThatThrownBy(this::check)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("timer of scheduled ETCD copies on node cp-1: expected active")
        .hasMessageContaining("verified copy of scheduled PKI copies on node cp-1");
    assertThatThrownBy(() -> gate(HOURS)).hasMessageContaining("no verified backup");
    assertThat(run(new ScheduleBackups(List.of()))).contains("5 files written, both timers active");
    assertThat(run(new ScheduleBackups(List.of(FIRST)))).contains("0 files written");
    assertThat(check()).isEqualTo("10 checks passed");
    lastRunSays("running " + context.now().getEpochSecond());
    assertThat(check()).isEqualTo("10 checks passed");
    lastRunSays("running " + context.now().minus(Duration.ofMinutes(16)).getEpochSecond());
    assertThatThrownBy(this::check).hasMessageContaining("expected ok, saw running ");
    anotherScriptIsReplacedAndTried();
    String first = schedule.newest(shell(), Kind.ETCD).orElseThrow().file();
    cluster.time().sleep(Duration.ofMinutes(61));
    BackupSchedule.Copy second = schedule.newest(shell(), Kind.ETCD).orElseThrow();
    assertThat(second.file()).isGreaterThan(first);
    gate(HOURS);
    context.distribution().controlPlane().stopEtcd(shell());
    cluster.time().sleep(Duration.ofMinutes(130));
    assertThatThrownBy(this::check)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("newest run of scheduled ETCD copies on node cp-1: expected ok")
        .hasMessageContaining("no running etcd container")
        .hasMessageContaining("age of scheduled ETCD copies on node cp-1: expected at most 2 h");
    assertThatThrownBy(() -> gate(HOURS))
        .hasMessageContaining("age of the newest verified backup of etcd: expected at most 2 h");
    gate(Duration.ofDays(1));
    shell().write(second.file(), "damaged".getBytes(StandardCharsets.UTF_8), "0600");
    assertThatThrownBy(() -> run(new CheckBackupSchedule(List.of(), Duration.ofDays(1))))
        .hasMessageContaining("digest of scheduled ETCD copies on node cp-1");
    assertThatThrownBy(() -> gate(Duration.ofDays(1))).hasMessageContaining("no verified backup");
  }

  /** Of the set's manifest, which whoever may write there may date as he likes. */
  private void dated(Duration later) {
    BackupSet backups = context.backups();
    SetEntry entry =
        backups.store(
            EtcdBackup.SNAPSHOT,
            BackupPart.ETCD,
            FIRST.value(),
            "ours",
            context.now().plus(later),
            new byte[] {1});
    backups.commit(BackupPart.ETCD, List.of(entry));
  }

  @Test
  void a_backup_of_a_date_that_is_yet_to_come_is_none() {
    dated(Duration.ofSeconds(30));
    gate(HOURS);
    dated(Duration.ofDays(400));
    assertThatThrownBy(() -> gate(HOURS))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("saw no verified backup, and a date that is yet to come, in 9599 h");
    VerifyBackup verify = new VerifyBackup(HOURS, false, false);
    assertThatThrownBy(() -> run(verify))
        .hasMessageContaining("expected at most 2 h, saw a date that is yet to come");
    run(new ScheduleBackups(List.of()));
    gate(HOURS);
  }

  @Test
  void a_set_that_cannot_be_read_stops_a_change_although_there_is_a_scheduled_copy()
      throws IOException {
    run(new ScheduleBackups(List.of()));
    gate(HOURS);
    Path manifest = folder.resolve("backups/backup-set.json");
    Files.createDirectories(manifest.getParent());
    Files.writeString(manifest, "{");
    assertThatThrownBy(() -> gate(HOURS))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("backup set of " + folder.resolve("backups"));
    BackupStore silent =
        (BackupStore)
            Proxy.newProxyInstance(
                BackupStore.class.getClassLoader(),
                new Class<?>[] {BackupStore.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("place")) {
                    return "s3://b";
                  }
                  throw new BackupStoreFailed("asking", "silence", "wait", new IOException(""));
                });
    context = SimulatedGround.on(cluster, folder, new BackupSet(silent, null, "test"));
    assertThatThrownBy(() -> gate(HOURS))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("backup set of s3://b")
        .hasMessageContaining("asking: silence");
  }

  private void lastRunSays(String text) {
    shell()
        .write(
            "/var/backups/firedrill/etcd/last-run",
            (text + "\n").getBytes(StandardCharsets.UTF_8),
            "0600");
  }

  private void anotherScriptIsReplacedAndTried() {
    for (Kind kind : Kind.values()) {
      schedule.take(shell(), kind);
    }
    BackupSchedule.Copy earlier = schedule.newest(shell(), Kind.PKI).orElseThrow();
    shell().write(SCRIPT, "#!/bin/sh\nexit 0\n".getBytes(StandardCharsets.UTF_8), "0644");
    cluster.time().sleep(Duration.ofSeconds(5));
    schedule.install(shell());
    // Killed here, it is gone on with.
    assertThat(run(new ScheduleBackups(List.of()))).contains("0 files written");
    for (Kind kind : Kind.values()) {
      assertThat(schedule.newest(shell(), kind).orElseThrow().taken()).isAfter(earlier.taken());
      assertThat(schedule.lastRun(shell(), kind).orElseThrow()).startsWith("ok ");
    }
  }

  @Test
  void a_backup_that_was_copied_away_opens_the_gate() {
    run(new BackUpEtcd());
    gate(HOURS);
    cluster.time().sleep(Duration.ofMinutes(121));
    assertThatThrownBy(() -> gate(HOURS)).hasMessageContaining("at most 2 h, saw 2 h 1 min");
  }

  @Test
  void a_schedule_that_cannot_work_is_seen_when_it_is_made() {
    shell().run(Command.of("rm", "-f", "/etc/kubernetes/pki/sa.key"));
    assertThatThrownBy(() -> run(new ScheduleBackups(List.of())))
        .hasMessageContaining("ca.crt, ca.key or sa.key is missing or empty");
    assertThat(new ScheduleBackups(List.of()).changes()).hasSize(2);
  }
}
