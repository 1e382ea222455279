package dev.firedrill.mutants;

import static dev.firedrill.mutants.Defects.DRAIN;
import static dev.firedrill.mutants.Defects.mutant;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.history.Observation.BackupTaken;
import dev.firedrill.history.Recorder;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Sha256;
import dev.firedrill.operations.Operation;
import dev.firedrill.operations.OperationContext;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Backups that say all is well. */
final class BackupMutants {

  private static final String DATABASE = "/var/lib/etcd/member/snap/db";
  private static final long WRITES_MISSED = 200;

  private BackupMutants() {}

  static List<Mutant> all() {
    return List.of(
        mutant(
            "back-up-etcd/database-copied",
            "The member's database file is copied while it runs, in place of a snapshot.",
            DRAIN,
            "back-up-etcd",
            BackupMutants::copyDatabase,
            "does not end with the digest"),
        mutant(
            "back-up-etcd/truncated",
            "The copy of the snapshot is cut short, and nobody verifies it.",
            DRAIN,
            "back-up-etcd",
            replacing(stored -> Arrays.copyOf(stored, stored.length / 2)),
            "does not end with the digest"),
        mutant(
            "back-up-etcd/empty",
            "The copy of the snapshot has no bytes, and nobody looks.",
            DRAIN,
            "back-up-etcd",
            replacing(stored -> new byte[0]),
            "without a snapshot of etcd before it"),
        mutant(
            "back-up-etcd/not-kept",
            "The snapshot stays on the node and is removed with it: there is no copy.",
            DRAIN,
            "back-up-etcd",
            BackupMutants::notKept,
            "is not where it was said to be"),
        mutant(
            "back-up-etcd/stale",
            "An older snapshot is taken for the new one: acknowledged writes are not in it.",
            DRAIN,
            "back-up-etcd",
            BackupMutants::stale,
            "was acknowledged before"));
  }

  private static String copyDatabase(Operation original, OperationContext context) {
    NodeName first = context.cluster().topology().firstControlPlane();
    byte[] content = context.shell(first).read(DATABASE);
    return changed(original, context, (backups, entry) -> backups.tamper(entry, content));
  }

  private static BiFunction<Operation, OperationContext, String> replacing(
      UnaryOperator<byte[]> change) {
    return (original, context) ->
        changed(
            original,
            context,
            (backups, entry) ->
                backups.tamperStored(entry, change.apply(backups.stored(entry).orElseThrow())));
  }

  /** Runs the operation and then puts another copy in the place of its copy. */
  private static String changed(
      Operation original, OperationContext context, BiConsumer<BackupSet, SetEntry> change) {
    BackupSet backups = context.backups();
    return recording(
        original,
        context,
        taken -> {
          SetEntry entry = snapshot(backups);
          change.accept(backups, entry);
          byte[] other = backups.stored(entry).orElseThrow();
          return new BackupTaken(
              taken.at(),
              taken.what(),
              taken.file(),
              Sha256.hex(other),
              other.length,
              taken.revision());
        });
  }

  private static SetEntry snapshot(BackupSet backups) {
    return backups.manifest().orElseThrow().of(BackupPart.ETCD).get(0);
  }

  private static String notKept(Operation original, OperationContext context) {
    String said = original.run(context);
    context.backups().forget(snapshot(context.backups()));
    return said;
  }

  private static String stale(Operation original, OperationContext context) {
    return recording(
        original,
        context,
        taken ->
            new BackupTaken(
                taken.at(),
                taken.what(),
                taken.file(),
                taken.sha256(),
                taken.bytes(),
                Math.max(1, taken.revision() - WRITES_MISSED)));
  }

  /** Runs the operation, with another record of the backup that it takes. */
  private static String recording(
      Operation original, OperationContext context, UnaryOperator<BackupTaken> change) {
    Recorder recorder = context.recorder();
    return original.run(
        new OperationContext(
            context.cluster(),
            context.distribution(),
            seen -> recorder.record(seen instanceof BackupTaken taken ? change.apply(taken) : seen),
            context.runFolder(),
            context.backups(),
            context.step()));
  }
}
