package dev.firedrill.drill;

import dev.firedrill.distribution.Inventory;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Cluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The end of every component's log, for whoever has to find out why a drill failed: one file each
 * below {@code logs/NODE}.
 */
final class ComponentLogs {

  private final Path folder;
  private final Inventory inventory;

  ComponentLogs(Path runFolder, Inventory inventory) {
    this.folder = runFolder.resolve("logs");
    this.inventory = inventory;
  }

  /** Collects what can be had; what cannot is said in a file, and is never an error. */
  void collect(Cluster cluster) {
    for (NodeName node : cluster.topology().nodes()) {
      try {
        inventory.readLogs(cluster.shell(node), (name, text) -> keep(node, name, text));
      } catch (RuntimeException e) {
        keep(node, "not-collected", String.valueOf(e.getMessage()));
      }
    }
  }

  private void keep(NodeName node, String name, String text) {
    try {
      Path nodeFolder = Files.createDirectories(folder.resolve(node.value()));
      Files.writeString(nodeFolder.resolve(name + ".log"), text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the log of " + name + " on " + node, e);
    }
  }
}
