package dev.firedrill.distribution;

import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import java.util.List;
import java.util.Optional;

/** How a cluster is upgraded, node by node. */
public interface Upgrade {

  /** The program that does the upgrade on a node, installed at the new version before it starts. */
  Component installer();

  /** The programs that make a node's agent, installed while the node is drained. */
  List<Component> nodePrograms();

  /**
   * What an upgrade would do, in the distribution's own words; fails where it may not be done.
   * Nothing where the distribution says nothing beforehand.
   */
  Optional<String> plan(NodeShell firstControlPlane, Version to);

  /** Upgrades the control plane on the first node, and what belongs to the whole cluster. */
  void applyToFirst(NodeShell firstControlPlane, Version to);

  /**
   * Why the node may not be upgraded at this moment; nothing where it may. For a moment after an
   * API server's restart it refuses everybody, its RBAC not loaded yet.
   */
  Optional<String> notYet(NodeShell node);

  /** Upgrades what belongs to the node: a further control plane, or a worker's configuration. */
  void applyToNode(NodeShell node);

  /** Makes the node's agent run the installed programs. */
  void restartAgent(NodeShell node);
}
