package dev.firedrill.cli;

import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.backend.ssh.ClusterUnreachable;
import dev.firedrill.backend.ssh.SshCluster;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.history.Recorder;
import dev.firedrill.model.ClusterInventory;
import dev.firedrill.operations.Attempt;
import dev.firedrill.operations.Operation;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.scenario.InventoryFile;
import java.nio.file.Path;
import java.util.List;

/**
 * A cluster that an inventory names, to be operated.
 *
 * @param cluster the cluster, connected to
 * @param distribution how its distribution does each verb
 */
record OperatedCluster(SshCluster cluster, Distribution distribution) implements AutoCloseable {

  /**
   * Connects to it.
   *
   * @throws dev.firedrill.scenario.ProblemsFound with every problem of the file
   * @throws Refused where the cluster cannot be reached
   */
  static OperatedCluster of(Path inventory) {
    return of(InventoryFile.read(inventory, KnownDistributions::operable));
  }

  /** The same for an inventory that was read before. */
  static OperatedCluster of(ClusterInventory inventory) {
    Distribution distribution = KnownDistributions.named(inventory.distribution());
    try {
      SshCluster cluster =
          SshCluster.open(
              inventory, KnownDistributions.files(distribution), new MonotonicTimeSource());
      return new OperatedCluster(cluster, distribution);
    } catch (ClusterUnreachable e) {
      throw new Refused(List.of(String.valueOf(e.getMessage())), ExitCode.INCONCLUSIVE);
    }
  }

  /** Its name. */
  String name() {
    return cluster.topology().name();
  }

  /**
   * Carries an operation out.
   *
   * @param scratch where what commands print is kept
   */
  Attempt attempt(Operation operation, Recorder recorder, Path scratch, BackupSet backups) {
    return Attempt.at(operation, context(recorder, scratch, backups));
  }

  /** What operations on it act with, outside a run. */
  OperationContext context(Recorder recorder, Path scratch, BackupSet backups) {
    return new OperationContext(cluster, distribution, recorder, scratch, backups, "");
  }

  @Override
  public void close() {
    cluster.close();
  }
}
