package dev.firedrill.operations;

import dev.firedrill.distribution.Upgrade;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import java.util.List;
import java.util.Optional;

/**
 * Upgrades what a worker has of the cluster's configuration ({@code kubeadm upgrade node}). The
 * kubelet stays as it is.
 *
 * @param name the worker
 * @param to the version of the control plane
 */
public record UpgradeWorker(NodeName name, Version to) implements Operation {

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of(
        "node " + name + " gets the installer and the images of " + to,
        "its kubelet's configuration becomes that of " + to);
  }

  @Override
  public String run(OperationContext context) {
    Upgrade upgrade = context.distribution().upgrade();
    context.cluster().releases().loadImages(name, to);
    context.cluster().releases().install(name, upgrade.installer(), to);
    NodeUpgrade.awaitAllowed(context, name);
    upgrade.applyToNode(context.shell(name));
    return "node " + name + " has the configuration of " + to;
  }
}
