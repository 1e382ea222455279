package dev.firedrill.cli;

import dev.firedrill.backup.BackupSet;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.history.History;
import dev.firedrill.history.HistoryInMemory;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.ports.Cluster;

/** What operations record where no run keeps it: it is there until this is closed. */
final class ScratchRun implements AutoCloseable {

  private final TemporaryFolder folder = TemporaryFolder.create();
  private final HistoryInMemory history = new HistoryInMemory();

  /** What operations act with that have nothing to do with backups. */
  OperationContext context(Cluster cluster, Distribution distribution) {
    return context(
        cluster, distribution, BackupSet.unencrypted(folder.path().resolve("no-backups")));
  }

  /** What operations act with. */
  OperationContext context(Cluster cluster, Distribution distribution, BackupSet backups) {
    return new OperationContext(cluster, distribution, history, folder.path(), backups, "");
  }

  /** What was recorded so far. */
  History history() {
    return history.history();
  }

  @Override
  public void close() {
    folder.close();
  }
}
