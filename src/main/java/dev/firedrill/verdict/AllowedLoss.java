package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.BackupTaken;
import dev.firedrill.history.Observation.DisasterBegun;
import dev.firedrill.history.Observation.LedgerWritten;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.model.DataLoss;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The acknowledged entries that a recovery may lose: those that the last verified backup before the
 * fault does not hold, by the revision the API gave them, and that were made before the recovery
 * began to restore it. What is written after that is written to the restored cluster.
 */
final class AllowedLoss {

  private static final String RESTORE = "restore-etcd";

  private AllowedLoss() {}

  /** Their numbers. */
  static Set<Long> of(History history, DataLoss allowed) {
    Optional<BackupTaken> backup = lastBackup(history);
    Optional<Instant> restored = restoring(history);
    if (allowed == DataLoss.NONE || backup.isEmpty() || restored.isEmpty()) {
      return Set.of();
    }
    return history
        .of(LedgerWritten.class)
        .filter(written -> written.at().isBefore(restored.get()))
        .filter(written -> revision(written) > backup.get().revision())
        .map(LedgerWritten::number)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<BackupTaken> lastBackup(History history) {
    Instant fault = history.first(DisasterBegun.class).map(DisasterBegun::at).orElse(Instant.MIN);
    return history
        .of(BackupTaken.class)
        .filter(
            backup -> backup.what().equals("etcd") && backup.revision() > 0 && backup.bytes() > 0)
        .filter(backup -> !backup.at().isAfter(fault))
        .reduce((earlier, later) -> later);
  }

  private static Optional<Instant> restoring(History history) {
    return history
        .of(StepStarted.class)
        .filter(step -> step.phase() == Phase.RECOVERY && step.step().equals(RESTORE))
        .map(StepStarted::at)
        .findFirst();
  }

  private static long revision(LedgerWritten written) {
    return written.resourceVersion().matches("\\d{1,18}")
        ? Long.parseLong(written.resourceVersion())
        : 0;
  }
}
