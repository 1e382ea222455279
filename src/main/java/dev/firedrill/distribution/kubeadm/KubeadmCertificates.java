package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.distribution.CertificatePlace.Kind;
import dev.firedrill.distribution.Certificates;
import dev.firedrill.distribution.NodeCertificate;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Kubeadm;
import dev.firedrill.tools.Kubectl;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Systemctl;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Certificates as in "Certificate Management with kubeadm" of the Kubernetes documentation. {@code
 * kubeadm certs renew all} leaves the kubelet's alone; those are renewed as "Kubelet client
 * certificate rotation fails" of "Troubleshooting kubeadm" says.
 */
final class KubeadmCertificates implements Certificates {

  @Override
  public List<CertificatePlace> places(NodeRole role) {
    return CertificatePlaces.of(role);
  }

  @Override
  public List<NodeCertificate> inUse(NodeShell node, NodeRole role) {
    List<NodeCertificate> found = new ArrayList<>();
    for (CertificatePlace place : places(role)) {
      found.addAll(CertificateFiles.read(node, place));
    }
    return found;
  }

  @Override
  public void renewAll(NodeShell controlPlane) {
    Shells.run(controlPlane, Kubeadm.renewCertificates());
  }

  @Override
  public void renewAgent(NodeShell signer, NodeShell node) {
    KubeletClient.issue(signer, node);
    // Made anew by a kubelet that finds none; one that has expired it would go on showing.
    Shells.run(node, Shells.remove(KubeadmFiles.KUBELET_SERVING));
    Shells.run(node, Shells.remove(KubeadmFiles.KUBELET_SERVING_KEY));
    Shells.run(node, Systemctl.restart("kubelet"));
  }

  @Override
  public String refusal(NodeShell node, String kubeconfig) {
    CommandResult result = node.run(Kubectl.ready(kubeconfig));
    return result.succeeded() ? "" : result.tail();
  }

  @Override
  public List<String> kubeconfigs(NodeRole role) {
    Stream<String> ofControlPlane =
        role == NodeRole.CONTROL_PLANE
            ? places(role).stream()
                .filter(place -> place.kind() == Kind.KUBECONFIG)
                .map(CertificatePlace::file)
            : Stream.empty();
    return Stream.concat(ofControlPlane, Stream.of(KubeadmFiles.KUBELET_CONF)).toList();
  }
}
