package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import java.util.List;
import java.util.Optional;

/**
 * Upgrades a further control plane after the first ({@code kubeadm upgrade node}). The kubelet
 * stays as it is.
 *
 * @param name the control plane
 * @param to the version the first one was upgraded to
 */
public record UpgradeControlPlane(NodeName name, Version to) implements Operation {

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of(
        "node " + name + " gets the installer and the images of " + to,
        "the control plane on node " + name + " is restarted part by part at " + to);
  }

  @Override
  public String run(OperationContext context) {
    NodeUpgrade.prepare(context, name, to);
    NodeUpgrade.awaitAllowed(context, name);
    context.distribution().upgrade().applyToNode(context.shell(name));
    NodeUpgrade.awaitHealthy(context, name, to);
    return "the control plane on node " + name + " runs " + to;
  }
}
