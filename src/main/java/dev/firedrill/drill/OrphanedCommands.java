package dev.firedrill.drill;

import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.util.List;

/**
 * Commands that a killed process of Firedrill left running on the machines. They are waited for: a
 * second beside the first would work on the same files, and to kill the first one would make a
 * crash that the drill never asked for.
 */
final class OrphanedCommands {

  private static final Duration LIMIT = Duration.ofMinutes(15);

  private final Cluster cluster;
  private final List<String> programs;
  private final boolean disaster;

  /**
   * On the machines of that cluster.
   *
   * @param programs the names of the programs that such a command may be of
   * @param disaster true where a fault was injected: a machine that gives no answer is the fault's,
   *     and nothing on it is waited for
   */
  OrphanedCommands(Cluster cluster, List<String> programs, boolean disaster) {
    this.cluster = cluster;
    this.programs = List.copyOf(programs);
    this.disaster = disaster;
  }

  /**
   * Waits until none is left on any machine.
   *
   * @throws dev.firedrill.waiting.WaitedInVain naming the machine and the commands still there
   */
  void await() {
    for (NodeName node : cluster.topology().nodes()) {
      new Await(cluster.time()).until(gone(node), LIMIT);
    }
  }

  private Condition<Boolean> gone(NodeName node) {
    return new Condition<>(
        "free of commands of the process that was killed", "node " + node, () -> look(node));
  }

  private Sight<Boolean> look(NodeName node) {
    try {
      return running(node);
    } catch (NodeUnreachable | CommandTimedOut silent) {
      if (disaster) {
        return new Sight.Holds<>(true);
      }
      throw silent;
    }
  }

  private Sight<Boolean> running(NodeName node) {
    CommandResult found =
        cluster.shell(node).run(Command.of("pgrep", "-x", "-a", String.join("|", programs)));
    // pgrep: 0 where something matches, 1 where nothing does, more where it could not look.
    return Sight.when(found.exitCode() == 1, () -> "running: " + found.tail());
  }
}
