package dev.firedrill.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which cluster a command is about, where it is one that Firedrill did not make. */
final class InventoryOption {

  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      required = true,
      description = "The cluster's inventory, see docs/inventory.md.")
  private Path file = Path.of("");

  /** Reaches it, as {@link OperatedCluster#of} does. */
  OperatedCluster open() {
    return OperatedCluster.of(file);
  }
}
