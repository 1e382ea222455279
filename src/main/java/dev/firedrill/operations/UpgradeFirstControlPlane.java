package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import java.util.List;
import java.util.Optional;

/**
 * Upgrades the control plane on the first node ({@code kubeadm upgrade apply}): etcd, API server,
 * controller manager, scheduler and the cluster's configuration. The kubelet stays as it is.
 *
 * @param name the first control plane
 * @param to the version to upgrade to
 */
public record UpgradeFirstControlPlane(NodeName name, Version to) implements Operation {

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of(
        "node " + name + " gets the installer and the images of " + to,
        "the control plane on node " + name + " is restarted part by part at " + to,
        "the cluster's configuration names " + to + "; its certificates on this node are renewed");
  }

  @Override
  public String run(OperationContext context) {
    NodeShell shell = context.shell(name);
    NodeUpgrade.prepare(context, name, to);
    NodeUpgrade.awaitAllowed(context, name);
    context.distribution().upgrade().applyToFirst(shell, to);
    NodeUpgrade.awaitHealthy(context, name, to);
    return "the control plane on node " + name + " runs " + to;
  }
}
