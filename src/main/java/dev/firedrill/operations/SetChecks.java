package dev.firedrill.operations;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.BackupUnusable;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.backup.SetManifest;
import dev.firedrill.ports.BackupStoreFailed;
import java.util.List;
import java.util.Optional;

/** Compares a backup set with its manifest: what is missing, altered, or there beside it. */
final class SetChecks {

  private static final String SET = "the backup set";

  private final OperationContext context;
  private final Checks checks;

  SetChecks(OperationContext context, Checks checks) {
    this.context = context;
    this.checks = checks;
  }

  /** Makes all of them; the snapshot of etcd has checks of its own. */
  void make(SetManifest set) {
    BackupSet backups = context.backups();
    set.entries().stream().filter(each -> each.part() != BackupPart.ETCD).forEach(this::file);
    List<String> extras = backups.extras(set);
    checks.check(
        "files beside the manifest", SET, extras.isEmpty(), "none", "also there: " + extras);
    if (!backups.keyId().isEmpty()) {
      List<String> open =
          set.entries().stream().filter(each -> !each.encrypted()).map(SetEntry::name).toList();
      checks.check(
          "encryption",
          SET,
          open.isEmpty(),
          "every file encrypted with key " + backups.keyId(),
          "not encrypted: " + open);
    }
    if (!set.of(BackupPart.PKI).isEmpty()) {
      identity(set);
    }
  }

  private void file(SetEntry entry) {
    Optional<String> unusable = Optional.empty();
    try {
      context.backups().content(entry);
    } catch (BackupUnusable | BackupStoreFailed e) {
      unusable = Optional.of(e instanceof BackupUnusable u ? u.seen() : e.getMessage());
    }
    checks.check(
        "content",
        entry.name(),
        unusable.isEmpty(),
        "what was copied, sha256 " + entry.sha256(),
        unusable.orElse("the same"));
  }

  private void identity(SetManifest set) {
    List<String> missing =
        context.distribution().backup().identity().stream()
            .filter(path -> set.entry(TakenBackup.name(BackupPart.PKI, path)).isEmpty())
            .toList();
    checks.check(
        "identity of the cluster",
        SET,
        missing.isEmpty(),
        "every authority and every key of service accounts",
        missing.isEmpty() ? "all of them" : "missing: " + missing);
  }
}
