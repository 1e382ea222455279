package dev.firedrill.operations;

import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.tools.Shells;
import dev.firedrill.waiting.WaitedInVain;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Deletes the Node object of a machine that is gone, so that its pods are collected and a new
 * machine of its name may join: kubeadm refuses while the API shows the old one Ready. Refused
 * while its kubelet reports.
 *
 * @param name the node
 */
public record RemoveNode(NodeName name) implements Operation {

  /** A machine that was lost a moment ago, or a snapshot taken then, has a lease that is young. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of("node " + name + " is deleted from the API, and its pods with it");
  }

  @Override
  public String run(OperationContext context) {
    KubernetesClient client = context.cluster().kubernetes().client();
    if (Nodes.find(client, name).isEmpty()) {
      return "node " + name + " was removed before";
    }
    try {
      context.await(SilentKubelet.of(client, name, machineIsNew(context), context::now), LIMIT);
    } catch (WaitedInVain alive) {
      throw new OperationFailed(
          "removing node " + name + " from the API",
          "a machine that is gone, its kubelet silent for "
              + SilentKubelet.MISSED.toSeconds()
              + " s",
          String.valueOf(alive.getMessage()),
          "drain it and reset its machine if it is to leave; nothing was changed");
    }
    Nodes.delete(client, name);
    return "node " + name + " is no node any more";
  }

  /** It answers, and has nothing by which a kubelet would be known to the API. */
  private boolean machineIsNew(OperationContext context) {
    NodeRole role = context.cluster().topology().machine(name).role();
    List<CertificatePlace> identities =
        context.distribution().certificates().places(role).stream()
            .filter(place -> place.kind() == CertificatePlace.Kind.AGENT_CLIENT)
            .toList();
    try {
      return !identities.isEmpty()
          && identities.stream()
              .noneMatch(place -> Shells.exists(context.shell(name), place.file()));
    } catch (NodeUnreachable | CommandTimedOut gone) {
      // Gone, or cut off from here alone: that nobody answers proves nothing.
      return false;
    }
  }
}
