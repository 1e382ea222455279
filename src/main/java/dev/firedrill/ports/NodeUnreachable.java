package dev.firedrill.ports;

import dev.firedrill.model.NodeName;

/** The machine could not be reached: it is gone, stopped, paused or cut off. */
public final class NodeUnreachable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Names the machine, what was being done there and why it could not be reached. */
  public NodeUnreachable(NodeName node, String doing, String why, Throwable cause) {
    super("node " + node + " cannot be reached while " + doing + ": " + why, cause);
  }
}
