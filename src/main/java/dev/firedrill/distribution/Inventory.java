package dev.firedrill.distribution;

import dev.firedrill.model.Component;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.NodeShell;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What runs on a node, asked of the running things. */
public interface Inventory {

  /**
   * The version of every component that has to run on a node of that role; empty text where the
   * component does not run.
   */
  Map<Component, String> runningVersions(NodeShell node, NodeRole role);

  /**
   * The components that run inside another one's process on their node, each with that other, an
   * API server or a kubelet: they have its version, and no container of their own.
   */
  Map<Component, Component> inside();

  /**
   * The programs by which verbs work on a node: one that a killed process left there is still at
   * work.
   */
  List<String> programs();

  /**
   * Reads the end of the log of every component on the node.
   *
   * @param keep given each, with a name that no other has
   */
  void readLogs(NodeShell node, BiConsumer<String, String> keep);
}
