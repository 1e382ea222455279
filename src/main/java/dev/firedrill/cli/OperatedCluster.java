package dev.firedrill.cli;

import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.backend.ssh.ClusterUnreachable;
import dev.firedrill.backend.ssh.SshCluster;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.model.ClusterInventory;
import dev.firedrill.operations.Attempt;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.scenario.InventoryFile;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

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
   * Has something done, outside a run.
   *
   * @param what it is called by in the result
   */
  OperationResult result(String what, Function<OperationContext, Attempt> doing) {
    try (ScratchRun scratch = new ScratchRun()) {
      return result(what, scratch, doing.apply(scratch.context(cluster, distribution)));
    }
  }

  /** The same, with backups in that set. */
  OperationResult result(
      String what, BackupSet backups, Function<OperationContext, Attempt> doing) {
    try (ScratchRun scratch = new ScratchRun()) {
      return result(what, scratch, doing.apply(scratch.context(cluster, distribution, backups)));
    }
  }

  private OperationResult result(String what, ScratchRun scratch, Attempt attempt) {
    return OperationResult.of(name(), what, attempt, scratch.history());
  }

  @Override
  public void close() {
    cluster.close();
  }
}
