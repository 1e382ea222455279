package dev.firedrill.ports;

import dev.firedrill.model.NodeName;

/** Machines whose power can be cut; their disks and addresses stay. Each call may be repeated. */
public interface Killable {

  /** Stops the machine at once: nothing on it is told to end. */
  void kill(NodeName node);

  /** Starts the machine again with its disk and at its address; no effect where it runs. */
  void start(NodeName node);

  /** True where the machine runs. */
  boolean isRunning(NodeName node);
}
