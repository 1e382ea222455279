package dev.firedrill.cli;

import dev.firedrill.backup.BackupSet;
import dev.firedrill.operations.Attempt;
import dev.firedrill.operations.BackUpConfiguration;
import dev.firedrill.operations.BackUpEtcd;
import dev.firedrill.operations.BackUpPki;
import dev.firedrill.operations.Operation;
import dev.firedrill.operations.OperationContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code firedrill backup}: all that the cluster of an inventory can be made anew of. */
@Command(
    name = "backup",
    description = {
      "Copies a verified snapshot of etcd, the CAs and service-account keys, and what configures"
          + " the control planes off the cluster of an inventory, into a set of its own.",
      "Earlier sets stay. Ends with 0 where all of it was copied and read back."
    },
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {

  @Mixin private Output output = new Output();

  @Mixin private BackupPlace backups = new BackupPlace();

  @Mixin private InventoryOption inventory = new InventoryOption();

  @Override
  public Integer call() {
    backups.requireGiven();
    backups.check();
    try (OperatedCluster operated = inventory.open()) {
      BackupSet set =
          new ClusterBackups(backups, operated.name()).begun(operated.cluster().time().now());
      return output.end(operated.result("backup", set, this::copyAll));
    }
  }

  /** One part after the other, up to the first that cannot be copied. */
  private Attempt copyAll(OperationContext context) {
    String place = context.backups().place();
    for (Map.Entry<String, Operation> each : parts().entrySet()) {
      Attempt attempt = Attempt.at(each.getValue(), context);
      if (attempt instanceof Attempt.Failed failed) {
        return new Attempt.Failed("%s, into %s: %s".formatted(each.getKey(), place, failed.why()));
      }
      output.progress("%-13s  %s".formatted(each.getKey(), ((Attempt.Done) attempt).detail()));
    }
    return new Attempt.Done("complete, in " + place);
  }

  private static Map<String, Operation> parts() {
    Map<String, Operation> parts = new LinkedHashMap<>();
    parts.put("etcd", new BackUpEtcd());
    parts.put("PKI", new BackUpPki());
    parts.put("configuration", new BackUpConfiguration());
    return parts;
  }
}
