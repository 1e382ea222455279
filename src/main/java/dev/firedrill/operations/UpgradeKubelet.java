package dev.firedrill.operations;

import dev.firedrill.distribution.Upgrade;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import java.util.List;
import java.util.Optional;

/**
 * Installs the node's agent, and its kubectl, at a version and restarts the agent. The node should
 * be drained: a new minor of the kubelet may restart its pods, the etcd member of a control plane
 * among them, for which the other members have to be healthy.
 *
 * @param name the node
 * @param to the version, never newer than any API server the kubelet may reach
 */
public record UpgradeKubelet(NodeName name, Version to) implements Operation {

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of("the kubelet and kubectl on node " + name + " become " + to);
  }

  @Override
  public String run(OperationContext context) {
    Upgrade upgrade = context.distribution().upgrade();
    for (Component program : upgrade.nodePrograms()) {
      context.cluster().releases().install(name, program, to);
    }
    NodeUpgrade.awaitQuorumSpared(context, name);
    upgrade.restartAgent(context.shell(name));
    return "the kubelet on node " + name + " was restarted at " + to;
  }
}
