package dev.firedrill.operations;

import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import java.util.function.Function;

/** A snapshot brought to a machine for as long as something there reads it: it holds Secrets. */
final class SnapshotOnNode {

  /** Nothing of etcd's own is there. */
  static final String FILE = "/var/lib/firedrill-restore.db";

  private SnapshotOnNode() {}

  /**
   * Writes it there, readable by root alone, and removes it however its use ends.
   *
   * @param use what is done with it, by its path on the machine
   */
  static <T> T during(NodeShell shell, byte[] content, Function<String, T> use) {
    shell.write(FILE, content, "0600");
    return Shells.removedAfter(shell, FILE, () -> use.apply(FILE));
  }
}
