package dev.firedrill.distribution;

import dev.firedrill.model.Component;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.NodeShell;
import java.util.Map;

/** What runs on a node, asked of the running things. */
public interface Inventory {

  /**
   * The version of every component that has to run on a node of that role; empty text where the
   * component does not run.
   */
  Map<Component, String> runningVersions(NodeShell node, NodeRole role);
}
