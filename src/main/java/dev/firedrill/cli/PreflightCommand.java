package dev.firedrill.cli;

import dev.firedrill.model.Version;
import dev.firedrill.operations.Attempt;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.operations.Preflight;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code firedrill preflight}: everything that must hold before an upgrade; changes nothing. */
@Command(
    name = "preflight",
    description = {
      "Checks everything that must hold before the cluster of an inventory is upgraded; changes"
          + " nothing.",
      "Ends with 0 where all of it does, 1 where something does not, 2 where nobody can say."
    },
    mixinStandardHelpOptions = true)
final class PreflightCommand implements Callable<Integer> {

  @Mixin private Output output = new Output();

  @Mixin private BackupPlace backups = new BackupPlace();

  @Mixin private InventoryOption inventory = new InventoryOption();

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      required = true,
      description = "The version that the cluster is to be upgraded to, for example v1.30.4.")
  private String to = "";

  @Option(
      names = "--backup-within",
      paramLabel = "TIME",
      description =
          "How old the newest verified backup may be, for example 24h (default: not looked at).")
  private @Nullable String backupWithin;

  @Override
  public Integer call() {
    Version version = OptionValue.version("--to", to);
    Duration within =
        backupWithin == null
            ? Preflight.ANY_BACKUP
            : OptionValue.length("--backup-within", backupWithin);
    backups.check();
    try (OperatedCluster operated = inventory.open()) {
      OperationResult result = preflight(operated, version, within);
      operated.cluster().missing(version).forEach(each -> output.progress("  release: " + each));
      return output.end(result);
    }
  }

  /** Without a store the backups that control planes take by themselves are the only ones. */
  private OperationResult preflight(OperatedCluster operated, Version version, Duration within) {
    String what = "preflight of " + version;
    Function<OperationContext, Attempt> preflight =
        context -> Attempt.at(new Preflight(version, within), context);
    return backups.isGiven()
        ? operated.result(
            what, new ClusterBackups(backups, operated.name()).newestOrEmpty(), preflight)
        : operated.result(what, preflight);
  }
}
