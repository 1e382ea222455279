package dev.firedrill.operations;

import dev.firedrill.backup.BackupUnusable;
import dev.firedrill.distribution.BackupSchedule;
import dev.firedrill.distribution.BackupSchedule.Copy;
import dev.firedrill.distribution.BackupSchedule.Kind;
import dev.firedrill.model.Length;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A verified snapshot of etcd is no older than allowed: one that was copied off the cluster, or one
 * that a control plane took by itself and still has as it was.
 */
final class BackupPreflight {

  private final OperationContext context;
  private final Checks checks;
  private final Duration within;

  BackupPreflight(OperationContext context, Checks checks, Duration within) {
    this.context = context;
    this.checks = checks;
    this.within = within;
  }

  void check() {
    List<Instant> taken = new ArrayList<>();
    copiedAway().ifPresent(taken::add);
    for (NodeName node : context.cluster().topology().controlPlanes()) {
      scheduled(context.shell(node)).ifPresent(taken::add);
    }
    Optional<Duration> age =
        taken.stream()
            .max(Comparator.naturalOrder())
            .map(newest -> Duration.between(newest, context.now()));
    checks.check(
        "age of the newest verified backup",
        "etcd",
        age.map(each -> each.compareTo(within) <= 0).orElse(false),
        "at most " + Length.text(within),
        age.map(Length::text).orElse("no verified backup"));
  }

  private Optional<Instant> copiedAway() {
    try {
      return Optional.of(EtcdBackup.latest(context).entry().takenAt());
    } catch (OperationFailed | BackupUnusable none) {
      return Optional.empty();
    }
  }

  private Optional<Instant> scheduled(NodeShell shell) {
    BackupSchedule schedule = context.distribution().backupSchedule();
    return schedule
        .newest(shell, Kind.ETCD)
        .filter(copy -> schedule.digest(shell, copy).equals(copy.sha256()))
        .map(Copy::taken);
  }
}
