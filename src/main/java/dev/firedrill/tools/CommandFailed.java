package dev.firedrill.tools;

import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;

/** A command that had to succeed did not. */
public final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says where, what, and what it complained of. */
  public CommandFailed(NodeName node, Command command, CommandResult result) {
    super(
        "on node %s, \"%s\" ended with exit code %d after %d s; it said: %s"
            .formatted(
                node,
                command.line(),
                result.exitCode(),
                result.elapsed().toSeconds(),
                command.mask(result.tail())));
  }
}
