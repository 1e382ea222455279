package dev.firedrill.distribution.k3s;

import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.distribution.CertificatePlace.Kind;
import dev.firedrill.distribution.ServedCertificate;
import dev.firedrill.model.NodeRole;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every certificate of a k3s node, by the name of its file: a server's own, and those of the agent
 * that every node has, a server too. What clients of the API see is none of these but the one of
 * k3s's listener, which all servers share in the Secret {@code kube-system/k3s-serving} and each
 * keeps in {@code dynamic-cert.json}.
 */
final class K3sPlaces {

  private static final String CLIENTS = K3sFiles.TLS + "/client-ca";
  private static final String SERVERS = K3sFiles.TLS + "/server-ca";
  private static final String PROXY = K3sFiles.TLS + "/request-header-ca";
  private static final String ETCD = K3sFiles.TLS + "/etcd/server-ca";
  private static final String PEERS = K3sFiles.TLS + "/etcd/peer-ca";

  static final CertificatePlace API_AUTHORITY = authority("server-ca", SERVERS);

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
          new CertificatePlace("k3s.yaml", K3sFiles.KUBECONFIG, CLIENTS, Kind.KUBECONFIG),
          new CertificatePlace("dynamic-cert", K3sFiles.LISTENER, SERVERS, Kind.SELF_RENEWED),
          authority("client-ca", CLIENTS),
          API_AUTHORITY,
          authority("request-header-ca", PROXY),
          authority("etcd/server-ca", ETCD),
          authority("etcd/peer-ca", PEERS));

  private static final List<CertificatePlace> AGENT =
      List.of(
          agent("client-kubelet", "client-kubelet", CLIENTS, Kind.AGENT_CLIENT),
          agent("agent/client-kube-proxy", "client-kube-proxy", CLIENTS, Kind.LEAF),
          agent("agent/client-k3s-controller", "client-k3s-controller", CLIENTS, Kind.LEAF),
          agent("serving-kubelet", "serving-kubelet", SERVERS, Kind.AGENT_SERVING),
          agent("agent/client-ca", "client-ca", CLIENTS, Kind.AUTHORITY),
          agent("agent/server-ca", "server-ca", SERVERS, Kind.AUTHORITY));

  static final ServedCertificate KUBELET = new ServedCertificate("kubelet", 10250);

  /** Controllers and scheduler sign their own when they start, and keep it in memory. */
  private static final List<ServedCertificate> SERVED =
      List.of(
          new ServedCertificate("k3s", 6443),
          new ServedCertificate("kube-apiserver", 6444),
          new ServedCertificate("etcd", 2379),
          new ServedCertificate("etcd peer", 2380),
          new ServedCertificate("etcd http", 2382),
          new ServedCertificate("kube-controller-manager", 10257),
          new ServedCertificate("cloud-controller-manager", 10258),
          new ServedCertificate("kube-scheduler", 10259),
          KUBELET);

  private K3sPlaces() {}

  static List<CertificatePlace> of(NodeRole role) {
    return role == NodeRole.CONTROL_PLANE
        ? Stream.concat(SERVER.stream(), AGENT.stream()).toList()
        : AGENT;
  }

  static List<ServedCertificate> served(NodeRole role) {
    return role == NodeRole.CONTROL_PLANE ? SERVED : List.of(KUBELET);
  }

  private static CertificatePlace leaf(String name, String authority) {
    return new CertificatePlace(name, K3sFiles.TLS + "/" + name + ".crt", authority, Kind.LEAF);
  }

  /** A server has some of the same name of its own. */
  private static CertificatePlace agent(String name, String file, String authority, Kind kind) {
    return new CertificatePlace(name, K3sFiles.AGENT + "/" + file + ".crt", authority, kind);
  }

  private static CertificatePlace authority(String name, String file) {
    return new CertificatePlace(name, file + ".crt", file, Kind.AUTHORITY);
  }
}
