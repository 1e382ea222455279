package dev.firedrill.cli;

import dev.firedrill.backup.BackupSet;
import dev.firedrill.operations.Attempt;
import dev.firedrill.operations.VerifyBackup;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code firedrill verify-backup}: the newest backup set of a cluster is worth something. */
@Command(
    name = "verify-backup",
    description = {
      "Verifies the newest backup set of the cluster of an inventory: every file, the cluster it is"
          + " of, its age, and the snapshot of etcd by etcd's own tool, in a file on the first"
          + " control plane that comes and goes.",
      "Ends with 0 where it holds, 1 where something does not, 2 where nobody can say."
    },
    mixinStandardHelpOptions = true)
final class VerifyBackupCommand implements Callable<Integer> {

  @Mixin private Output output = new Output();

  @Mixin private BackupPlace backups = new BackupPlace();

  @Mixin private InventoryOption inventory = new InventoryOption();

  @Option(
      names = "--max-age",
      paramLabel = "TIME",
      description = "How old it may be (default: ${DEFAULT-VALUE}).")
  private String maxAge = "24h";

  @Override
  public Integer call() {
    Duration age = OptionValue.length("--max-age", maxAge);
    backups.requireGiven();
    backups.check();
    try (OperatedCluster operated = inventory.open()) {
      BackupSet set = new ClusterBackups(backups, operated.name()).requireNewest();
      return output.end(
          operated.result(
              "backup set " + set.place(),
              set,
              context -> Attempt.at(new VerifyBackup(age, false, true), context)));
    }
  }
}
