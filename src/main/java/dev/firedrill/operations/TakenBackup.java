package dev.firedrill.operations;

import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.SetEntry;
import dev.firedrill.backup.SnapshotFacts;
import dev.firedrill.history.Observation.BackupTaken;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of the backup set while it is taken: files are stored and read back one by one, and are
 * the set's when all of them are.
 */
final class TakenBackup {

  private final OperationContext context;
  private final BackupPart part;
  private final String node;
  private final String cluster;
  private final List<SetEntry> entries = new ArrayList<>();
  private final List<BackupTaken> records = new ArrayList<>();

  TakenBackup(OperationContext context, BackupPart part, NodeShell from) {
    this.context = context;
    this.part = part;
    this.node = from.node().value();
    this.cluster = context.distribution().backup().mark(from);
  }

  /** The name in the set of a file of that path on a node. */
  static String name(BackupPart part, String path) {
    return part.word() + path;
  }

  /** Stores a file. */
  void add(String name, byte[] content, long revision) {
    add(node, name, content, revision);
  }

  /** Stores a file that was taken from another node of the cluster. */
  void add(NodeName from, String name, byte[] content) {
    add(from.value(), name, content, 0);
  }

  private void add(String from, String name, byte[] content, long revision) {
    SetEntry entry = context.backups().store(name, part, from, cluster, context.now(), content);
    entries.add(entry);
    records.add(
        new BackupTaken(
            context.now(),
            part.word(),
            entry.storedAs(),
            entry.storedSha256(),
            entry.storedBytes(),
            revision));
  }

  void commit(SnapshotFacts facts) {
    context.backups().commit(part, entries, facts);
    records.forEach(context.recorder()::record);
  }

  void commit() {
    context.backups().commit(part, entries);
    records.forEach(context.recorder()::record);
  }

  int files() {
    return entries.size();
  }
}
