package dev.firedrill.distribution.k3s;

import dev.firedrill.distribution.Upgrade;
import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import dev.firedrill.ports.NodeShell;
import java.util.List;
import java.util.Optional;

/**
 * Upgrade as in "Manual Upgrades" of k3s's documentation: the program is replaced and its service
 * restarted, servers one by one, then agents. A server's kubelet comes with it; pods go on running.
 */
final class K3sUpgrade implements Upgrade {

  static final Component K3S = new Component("k3s");

  @Override
  public Component installer() {
    return K3S;
  }

  @Override
  public List<Component> nodePrograms() {
    return List.of(K3S);
  }

  @Override
  public Optional<String> plan(NodeShell firstControlPlane, Version to) {
    return Optional.empty();
  }

  @Override
  public void applyToFirst(NodeShell firstControlPlane, Version to) {
    restartUnlessDone(firstControlPlane, service(firstControlPlane));
  }

  @Override
  public Optional<String> notYet(NodeShell node) {
    return Optional.empty();
  }

  /** An agent has nothing that is upgraded before its own process. */
  @Override
  public void applyToNode(NodeShell node) {
    K3sService.on(node)
        .filter(service -> service == K3sService.SERVER)
        .ifPresent(service -> restartUnlessDone(node, service));
  }

  private static void restartUnlessDone(NodeShell node, K3sService service) {
    if (!K3sProgram.runsWhatIsInstalled(node, service)) {
      service.restart(node);
    }
  }

  @Override
  public void restartAgent(NodeShell node) {
    service(node).restart(node);
  }

  private static K3sService service(NodeShell node) {
    return K3sService.on(node)
        .orElseThrow(
            () -> new IllegalStateException("node " + node.node() + " has no k3s service"));
  }
}
