package dev.firedrill.ports;

import dev.firedrill.model.NodeName;

/** Machines that can be made to stand still, their connections open. Each call may be repeated. */
public interface Pausable {

  /** Stops every process on the machine where it is. */
  void pause(NodeName node);

  /** Lets them go on. */
  void resume(NodeName node);

  /** True where the machine stands still. */
  boolean isPaused(NodeName node);
}
