package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import java.util.List;

/**
 * Brings the container images of a release to every node, as {@code kubeadm config images pull}
 * does, before anything is upgraded. The upgrade of the first control plane rolls the service proxy
 * over all nodes at once; a node without the new image is left without a service proxy, and sends
 * connections to pods that are gone, until its own turn comes.
 *
 * @param to the version whose images are loaded
 */
public record LoadImages(Version to) implements Operation {

  @Override
  public List<String> changes() {
    return List.of("every node gets the container images of " + to + "; nothing runs them yet");
  }

  @Override
  public String run(OperationContext context) {
    List<NodeName> nodes = context.cluster().topology().nodes();
    nodes.forEach(node -> context.cluster().releases().loadImages(node, to));
    return "the container images of " + to + " are on " + nodes.size() + " nodes";
  }
}
