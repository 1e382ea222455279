package dev.firedrill.ports;

import dev.firedrill.model.NodeName;
import java.time.Duration;

/** The command did not end in its time; whether it goes on running on the machine is unknown. */
public final class CommandTimedOut extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names the machine, the command and its limit. */
  public CommandTimedOut(NodeName node, Command command) {
    super(
        "on node %s, \"%s\" did not end within %d s; it may still be running there"
            .formatted(node, command.line(), command.timeout().toSeconds()));
  }

  /** Names the machine, what was being done there, for example with which file, and the limit. */
  public CommandTimedOut(NodeName node, String doing, Duration limit) {
    super(
        "on node %s, %s did not end within %d s; it may still go on there"
            .formatted(node, doing, limit.toSeconds()));
  }
}
