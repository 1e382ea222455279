package dev.firedrill.operations;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.BackupUnusable;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.distribution.BackupSchedule;
import dev.firedrill.distribution.BackupSchedule.Copy;
import dev.firedrill.distribution.BackupSchedule.Kind;
import dev.firedrill.model.Length;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.BackupStoreFailed;
import dev.firedrill.ports.NodeShell;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A verified snapshot of etcd is no older than allowed: one that was copied off the cluster, or one
 * that a control plane took by itself and still has as it was. The set off the cluster can be read.
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
    List<BackupAge> ages =
        taken.stream()
            .sorted(Comparator.reverseOrder())
            .map(at -> BackupAge.of(at, context.now()))
            .toList();
    List<BackupAge> toCome = ages.stream().filter(BackupAge::isToCome).toList();
    Optional<BackupAge> newest = ages.stream().filter(age -> !age.isToCome()).findFirst();
    checks.check(
        "age of the newest verified backup",
        "etcd",
        newest.filter(age -> age.isWithin(within)).isPresent(),
        "at most " + Length.text(within),
        newest.map(BackupAge::text).orElse("no verified backup")
            + (toCome.isEmpty() ? "" : ", and " + toCome.get(0).text()));
  }

  /** A place that gives no answer now will take no backup before the change either. */
  private Optional<Instant> copiedAway() {
    Optional<Instant> taken = Optional.empty();
    String unusable = "";
    try {
      taken =
          context.backups().manifest().stream()
              .flatMap(set -> set.of(BackupPart.ETCD).stream())
              .map(SetEntry::takenAt)
              .findFirst();
    } catch (BackupUnusable | BackupStoreFailed e) {
      unusable = String.valueOf(e.getMessage());
    }
    checks.check(
        "backup set",
        context.backups().place(),
        unusable.isEmpty(),
        "one that can be read, or none yet",
        unusable.isEmpty() ? "that" : unusable);
    return taken;
  }

  private Optional<Instant> scheduled(NodeShell shell) {
    BackupSchedule schedule = context.distribution().backupSchedule();
    return schedule
        .newest(shell, Kind.ETCD)
        .filter(copy -> schedule.digest(shell, copy).equals(copy.sha256()))
        .map(Copy::taken);
  }
}
