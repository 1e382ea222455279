package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import java.util.List;
import java.util.Optional;

/**
 * Gives a kubelet new client and serving certificates and restarts it, without the API. A kubelet
 * whose client certificate has expired cannot ask for another (kubeadm#2054), and on a control
 * plane nothing restarts static pods while it is down.
 *
 * @param name the node
 */
public record RenewKubeletCertificate(NodeName name) implements Operation {

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of(
        "the kubelet on node " + name + " gets new client and serving certificates",
        "the kubelet on node " + name + " is restarted; its pods go on");
  }

  @Override
  public String run(OperationContext context) {
    List<NodeName> controlPlanes = context.cluster().topology().controlPlanes();
    NodeName signer = controlPlanes.contains(name) ? name : controlPlanes.get(0);
    context.distribution().certificates().renewAgent(context.shell(signer), context.shell(name));
    return "the kubelet on node " + name + " has certificates signed on node " + signer;
  }
}
