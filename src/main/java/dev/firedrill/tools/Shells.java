package dev.firedrill.tools;

import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;

/** Running commands that have to succeed. */
public final class Shells {

  private Shells() {}

  /**
   * Runs the command and gives what it printed.
   *
   * @throws CommandFailed where its exit code is not 0
   */
  public static String run(NodeShell shell, Command command) {
    CommandResult result = shell.run(command);
    if (!result.succeeded()) {
      throw new CommandFailed(shell.node(), command, result);
    }
    return result.stdout();
  }

  /** True where the machine has a file, or folder, of that name. */
  public static boolean exists(NodeShell shell, String path) {
    return shell.run(Command.of("test", "-e", path)).succeeded();
  }
}
