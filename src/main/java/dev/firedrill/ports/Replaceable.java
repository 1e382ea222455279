package dev.firedrill.ports;

import dev.firedrill.model.NodeName;

/** Machines that can be destroyed and made anew. Each call may be repeated. */
public interface Replaceable {

  /** Removes the machine and its disk. */
  void destroy(NodeName node);

  /** Makes the machine anew, at its address, as it came before Kubernetes; where there is none. */
  void create(NodeName node);

  /** True where there is such a machine. */
  boolean exists(NodeName node);
}
