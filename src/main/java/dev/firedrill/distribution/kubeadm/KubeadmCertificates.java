package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.CertificateFiles;
import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.distribution.CertificatePlace.Kind;
import dev.firedrill.distribution.Certificates;
import dev.firedrill.distribution.NodeCertificate;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Kubeadm;
import dev.firedrill.tools.Kubectl;
import dev.firedrill.tools.Reissue;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Systemctl;
import dev.firedrill.tools.TrustedAuthority;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Certificates as in "Certificate Management with kubeadm" of the Kubernetes documentation. {@code
 * kubeadm certs renew all} leaves the kubelet's alone; those are renewed as "Kubelet client
 * certificate rotation fails" of "Troubleshooting kubeadm" says.
 */
final class KubeadmCertificates implements Certificates {

  private static final String OLD_AUTHORITIES =
      KubeadmFiles.KUBERNETES + "/firedrill-old-authorities";

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
  public Optional<Duration> rereadWithin() {
    return Optional.empty();
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

  @Override
  public Set<String> neededToServe() {
    return CertificatePlaces.NEEDED_TO_SERVE;
  }

  @Override
  public CertificatePlace apiAuthority() {
    return CertificatePlaces.API_AUTHORITY;
  }

  @Override
  public void putAuthority(NodeShell node, CertificatePlace authority, byte[] certificate) {
    if (Shells.exists(node, authority.file())) {
      byte[] old = node.read(authority.file());
      if (Arrays.equals(old, certificate)) {
        return;
      }
      String serial = Reissue.certificate(old).getSerialNumber().toString(16);
      node.write(OLD_AUTHORITIES + "/" + authority.name() + "-" + serial + ".crt", old, "0644");
    }
    replace(node, authority.file(), certificate, "0644");
  }

  @Override
  public void trustAuthority(NodeShell node, NodeRole role, byte[] certificate) {
    List<String> files = new ArrayList<>(kubeconfigs(role));
    files.add(KubeadmFiles.COPIED_ADMIN_CONF);
    for (String file : files) {
      if (Shells.exists(node, file)) {
        String old = new String(node.read(file), StandardCharsets.UTF_8);
        String trusting = TrustedAuthority.in(old, certificate);
        if (!trusting.equals(old)) {
          replace(node, file, trusting.getBytes(StandardCharsets.UTF_8), "0600");
        }
      }
    }
  }

  /** In one step: half an authority's certificate would be none, also for whoever mends it. */
  private static void replace(NodeShell node, String file, byte[] content, String mode) {
    String whole = file + ".firedrill-new";
    node.write(whole, content, mode);
    Shells.run(node, Shells.move(whole, file));
  }
}
