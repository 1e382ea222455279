package dev.firedrill.operations;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.backup.SetManifest;
import dev.firedrill.backup.SnapshotFacts;
import java.util.Optional;

/**
 * The newest snapshot of etcd, with what was noted of it when it was taken.
 *
 * @param entry its file in the set
 * @param facts what etcd's own tool said of it
 */
record EtcdBackup(SetEntry entry, SnapshotFacts facts) {

  static final String SNAPSHOT = "etcd-snapshot.db";

  /**
   * The newest one.
   *
   * @throws OperationFailed where there is none
   */
  static EtcdBackup latest(OperationContext context) {
    return of(context, context.backups().manifest());
  }

  static EtcdBackup of(OperationContext context, Optional<SetManifest> set) {
    return set.flatMap(EtcdBackup::in)
        .orElseThrow(
            () ->
                new OperationFailed(
                    "looking for the newest snapshot of etcd",
                    "a backup set with one in " + context.backups().place(),
                    "none",
                    "find a backup kept elsewhere; without one only what a surviving member has"
                        + " can be saved"));
  }

  private static Optional<EtcdBackup> in(SetManifest set) {
    return set.of(BackupPart.ETCD).stream()
        .findFirst()
        .map(entry -> new EtcdBackup(entry, set.snapshot()));
  }
}
