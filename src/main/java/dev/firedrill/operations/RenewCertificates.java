package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import java.util.List;
import java.util.Optional;

/**
 * Signs every leaf certificate of a control plane anew ({@code kubeadm certs renew all}); the API
 * need not answer. What runs goes on with the old ones until it is restarted, and the kubelet's are
 * not among them: see "Certificate Management with kubeadm".
 *
 * @param name the control plane; each has certificates of its own
 */
public record RenewCertificates(NodeName name) implements Operation {

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of(
        "the leaf certificates and kubeconfigs of the control plane on node "
            + name
            + " are signed anew; their authorities stay");
  }

  @Override
  public String run(OperationContext context) {
    context.distribution().certificates().renewAll(context.shell(name));
    return "the certificates on node " + name + " were renewed; its static pods need a restart";
  }
}
