package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.Upgrade;
import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Kubeadm;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Systemctl;
import java.util.List;
import java.util.Optional;

/** Upgrade as in "Upgrading kubeadm clusters" of the Kubernetes documentation. */
final class KubeadmUpgrade implements Upgrade {

  @Override
  public Component installer() {
    return Component.KUBEADM;
  }

  @Override
  public List<Component> nodePrograms() {
    return List.of(Component.KUBELET, Component.KUBECTL);
  }

  @Override
  public Optional<String> plan(NodeShell firstControlPlane, Version to) {
    return Optional.of(Shells.run(firstControlPlane, Kubeadm.upgradePlan(to)));
  }

  @Override
  public void applyToFirst(NodeShell firstControlPlane, Version to) {
    Shells.run(firstControlPlane, Kubeadm.upgradeApply(to));
  }

  @Override
  public Optional<String> notYet(NodeShell node) {
    CommandResult read =
        node.run(
            Command.of(
                "kubectl",
                "--kubeconfig",
                KubeadmFiles.KUBELET_CONF,
                "--namespace",
                "kube-system",
                "get",
                "configmap",
                "kubeadm-config",
                "--output",
                "name"));
    return read.succeeded() ? Optional.empty() : Optional.of(read.tail());
  }

  @Override
  public void applyToNode(NodeShell node) {
    Shells.run(node, Kubeadm.upgradeNode());
  }

  @Override
  public void restartAgent(NodeShell node) {
    Shells.run(node, Systemctl.daemonReload());
    Shells.run(node, Systemctl.restart("kubelet"));
  }
}
