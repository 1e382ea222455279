package dev.firedrill.tools;

import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import java.util.function.Supplier;

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

  /** Removes a file; one that is not there is none to remove. */
  public static Command remove(String path) {
    return Command.of("rm", "-f", path);
  }

  /**
   * Does something while a file is there that is to be gone afterwards, and removes it however that
   * ends.
   *
   * @throws CommandFailed where it was done, and the file cannot be removed
   */
  public static <T> T removedAfter(NodeShell shell, String path, Supplier<T> use) {
    T result;
    try {
      result = use.get();
    } catch (RuntimeException failed) {
      try {
        run(shell, remove(path));
      } catch (RuntimeException left) {
        failed.addSuppressed(left);
      }
      throw failed;
    }
    run(shell, remove(path));
    return result;
  }

  /** Makes a folder, and those above it, where they are not there. */
  public static Command makeFolder(String path) {
    return Command.of("mkdir", "-p", path);
  }

  /** Moves a file to another name. */
  public static Command move(String from, String to) {
    return Command.of("mv", "-f", from, to);
  }

  /** Makes a symbolic link in the place of whatever has its name. */
  public static Command link(String target, String link) {
    return Command.of("ln", "-sfn", target, link);
  }
}
