package dev.firedrill.distribution.k3s;

import dev.firedrill.distribution.CertificateFiles;
import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.distribution.Certificates;
import dev.firedrill.distribution.NodeCertificate;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Kubectl;
import dev.firedrill.tools.Shells;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Certificates as in "k3s certificate" of its documentation. {@code k3s certificate rotate} puts a
 * node's leaf certificates and their keys aside, and the next start signs others; an agent asks its
 * server for them. Whatever ends within 90 days is signed anew by any start.
 */
final class K3sCertificates implements Certificates {

  /** Clients of the API look at their files every 5 minutes and at every new connection. */
  private static final Duration REREAD = Duration.ofSeconds(330);

  private static final Command ROTATE = Command.of(K3sService.PROGRAM, "certificate", "rotate");

  @Override
  public List<CertificatePlace> places(NodeRole role) {
    return K3sPlaces.of(role);
  }

  @Override
  public List<NodeCertificate> inUse(NodeShell node, NodeRole role) {
    return Stream.concat(
            places(role).stream().flatMap(place -> CertificateFiles.read(node, place).stream()),
            K3sPlaces.served(role).stream().flatMap(served -> served.on(node).stream()))
        .toList();
  }

  @Override
  public void renewAll(NodeShell controlPlane) {
    Shells.run(controlPlane, ROTATE);
  }

  @Override
  public void renewAgent(NodeShell signer, NodeShell node) {
    if (K3sService.on(node).filter(service -> service == K3sService.AGENT).isPresent()) {
      Shells.run(node, ROTATE);
      K3sService.AGENT.restart(node);
    }
  }

  @Override
  public Optional<Duration> rereadWithin() {
    return Optional.of(REREAD);
  }

  @Override
  public String refusal(NodeShell node, String kubeconfig) {
    CommandResult result = node.run(Kubectl.ready(kubeconfig));
    return result.succeeded() ? "" : result.tail();
  }

  @Override
  public List<String> kubeconfigs(NodeRole role) {
    Stream<String> ofAgent =
        Stream.of("kubelet", "kubeproxy", "k3scontroller")
            .map(user -> K3sFiles.AGENT + "/" + user + ".kubeconfig");
    return role == NodeRole.CONTROL_PLANE
        ? Stream.concat(ofServer(), ofAgent).toList()
        : ofAgent.toList();
  }

  private static Stream<String> ofServer() {
    return Stream.concat(
        Stream.of(K3sFiles.KUBECONFIG),
        Stream.of("admin", "supervisor", "controller", "scheduler", "cloud-controller")
            .map(user -> K3sFiles.SERVER + "/cred/" + user + ".kubeconfig"));
  }

  /** What runs has its connections to etcd, and what clients are shown renews itself. */
  @Override
  public Set<String> neededToServe() {
    return Set.of();
  }

  @Override
  public CertificatePlace apiAuthority() {
    return K3sPlaces.API_AUTHORITY;
  }

  @Override
  public void putAuthority(NodeShell node, CertificatePlace authority, byte[] certificate) {
    throw NotOnK3s.yet("replacing an authority");
  }

  @Override
  public void trustAuthority(NodeShell node, NodeRole role, byte[] certificate) {
    throw NotOnK3s.yet("replacing an authority");
  }
}
