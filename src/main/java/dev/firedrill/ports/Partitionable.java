package dev.firedrill.ports;

import dev.firedrill.model.NodeName;

/** Machines that can be cut off from the cluster's network. Each call may be repeated. */
public interface Partitionable {

  /** Nothing gets from the machine to any other, nor back; what runs on it runs on. */
  void cutOff(NodeName node);

  /** The machine is back on the network, at its address. */
  void reconnect(NodeName node);

  /** True where the machine is cut off. */
  boolean isCutOff(NodeName node);
}
