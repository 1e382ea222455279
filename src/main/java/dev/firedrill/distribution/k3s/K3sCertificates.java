package dev.firedrill.distribution.k3s;

import dev.firedrill.distribution.CertificateFiles;
import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.distribution.CertificatePlace.Kind;
import dev.firedrill.distribution.Certificates;
import dev.firedrill.distribution.NodeCertificate;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Kubectl;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Certificates as in "k3s certificate" of its documentation. k3s renews what ends within 90 days
 * when it is started.
 */
final class K3sCertificates implements Certificates {

  private static final String CLIENTS = K3sFiles.TLS + "/client-ca";
  private static final String SERVERS = K3sFiles.TLS + "/server-ca";
  private static final String PROXY = K3sFiles.TLS + "/request-header-ca";
  private static final String ETCD = K3sFiles.TLS + "/etcd/server-ca";
  private static final String PEERS = K3sFiles.TLS + "/etcd/peer-ca";

  private static final CertificatePlace API_AUTHORITY = authority("server-ca", SERVERS);

  private static final List<CertificatePlace> SERVER =
      List.of(
          leaf("client-admin", CLIENTS),
          leaf("client-controller", CLIENTS),
          leaf("client-scheduler", CLIENTS),
          leaf("client-kube-apiserver", CLIENTS),
          leaf("client-kube-proxy", CLIENTS),
          leaf("client-k3s-controller", CLIENTS),
          leaf("client-k3s-cloud-controller", CLIENTS),
          leaf("client-supervisor", CLIENTS),
          leaf("client-auth-proxy", PROXY),
          leaf("serving-kube-apiserver", SERVERS),
          leaf("etcd/client", ETCD),
          leaf("etcd/server-client", ETCD),
          leaf("etcd/peer-server-client", PEERS),
          authority("client-ca", CLIENTS),
          API_AUTHORITY,
          authority("request-header-ca", PROXY),
          authority("etcd/server-ca", ETCD),
          authority("etcd/peer-ca", PEERS));

  private static final List<CertificatePlace> AGENT =
      List.of(
          agent("client-kubelet", CLIENTS, Kind.AGENT_CLIENT),
          ofAgent("client-kube-proxy"),
          ofAgent("client-k3s-controller"),
          agent("serving-kubelet", SERVERS, Kind.AGENT_SERVING));

  @Override
  public List<CertificatePlace> places(NodeRole role) {
    return role == NodeRole.CONTROL_PLANE
        ? Stream.concat(SERVER.stream(), AGENT.stream()).toList()
        : AGENT;
  }

  @Override
  public List<NodeCertificate> inUse(NodeShell node, NodeRole role) {
    return places(role).stream()
        .flatMap(place -> CertificateFiles.read(node, place).stream())
        .toList();
  }

  @Override
  public void renewAll(NodeShell controlPlane) {
    throw NotOnK3s.yet("renewing certificates");
  }

  @Override
  public void renewAgent(NodeShell signer, NodeShell node) {
    throw NotOnK3s.yet("renewing an agent's certificates");
  }

  @Override
  public String refusal(NodeShell node, String kubeconfig) {
    CommandResult result = node.run(Kubectl.ready(kubeconfig));
    return result.succeeded() ? "" : result.tail();
  }

  @Override
  public List<String> kubeconfigs(NodeRole role) {
    String kubelet = K3sFiles.AGENT + "/kubelet.kubeconfig";
    return role == NodeRole.CONTROL_PLANE
        ? List.of(K3sFiles.KUBECONFIG, kubelet)
        : List.of(kubelet);
  }

  @Override
  public Set<String> neededToServe() {
    return Set.of("serving-kube-apiserver", "etcd/client", "etcd/server-client");
  }

  @Override
  public CertificatePlace apiAuthority() {
    return API_AUTHORITY;
  }

  @Override
  public void putAuthority(NodeShell node, CertificatePlace authority, byte[] certificate) {
    throw NotOnK3s.yet("replacing an authority");
  }

  @Override
  public void trustAuthority(NodeShell node, NodeRole role, byte[] certificate) {
    throw NotOnK3s.yet("replacing an authority");
  }

  private static CertificatePlace leaf(String name, String authority) {
    return new CertificatePlace(name, K3sFiles.TLS + "/" + name + ".crt", authority, Kind.LEAF);
  }

  private static CertificatePlace agent(String name, String authority, Kind kind) {
    return new CertificatePlace(name, K3sFiles.AGENT + "/" + name + ".crt", authority, kind);
  }

  /** A server has one of the same name of its own. */
  private static CertificatePlace ofAgent(String name) {
    String file = K3sFiles.AGENT + "/" + name + ".crt";
    return new CertificatePlace("agent/" + name, file, CLIENTS, Kind.LEAF);
  }

  private static CertificatePlace authority(String name, String file) {
    return new CertificatePlace(name, file + ".crt", file, Kind.AUTHORITY);
  }
}
