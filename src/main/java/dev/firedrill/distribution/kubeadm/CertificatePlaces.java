package dev.firedrill.distribution.kubeadm;

import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.distribution.CertificatePlace.Kind;
import dev.firedrill.model.NodeRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Every certificate of a kubeadm node by the name that {@code kubeadm certs check-expiration} gives
 * it, and the kubelet's two, which kubeadm does not list. super-admin.conf is on the first control
 * plane only.
 */
final class CertificatePlaces {

  private static final String CLUSTER = KubeadmFiles.PKI + "/ca";
  private static final String ETCD = KubeadmFiles.PKI + "/etcd/ca";
  private static final String PROXY = KubeadmFiles.PKI + "/front-proxy-ca";

  static final Set<String> NEEDED_TO_SERVE =
      Set.of("apiserver", "apiserver-etcd-client", "etcd-server", "ca", "etcd-ca");

  static final CertificatePlace API_AUTHORITY = authority("ca", CLUSTER);

  private static final List<CertificatePlace> CONTROL_PLANE =
      List.of(
          kubeconfig("admin.conf"),
          kubeconfig("controller-manager.conf"),
          kubeconfig("scheduler.conf"),
          kubeconfig("super-admin.conf"),
          leaf("apiserver", "/apiserver.crt", CLUSTER),
          leaf("apiserver-etcd-client", "/apiserver-etcd-client.crt", ETCD),
          leaf("apiserver-kubelet-client", "/apiserver-kubelet-client.crt", CLUSTER),
          leaf("front-proxy-client", "/front-proxy-client.crt", PROXY),
          leaf("etcd-server", "/etcd/server.crt", ETCD),
          leaf("etcd-peer", "/etcd/peer.crt", ETCD),
          leaf("etcd-healthcheck-client", "/etcd/healthcheck-client.crt", ETCD),
          API_AUTHORITY,
          authority("etcd-ca", ETCD),
          authority("front-proxy-ca", PROXY));

  private static final List<CertificatePlace> WORKER = List.of(API_AUTHORITY);

  private static final List<CertificatePlace> AGENT =
      List.of(
          new CertificatePlace(
              "kubelet-client", KubeadmFiles.KUBELET_CLIENT, CLUSTER, Kind.AGENT_CLIENT),
          new CertificatePlace(
              "kubelet-serving", KubeadmFiles.KUBELET_SERVING, "", Kind.AGENT_SERVING));

  private CertificatePlaces() {}

  static List<CertificatePlace> of(NodeRole role) {
    List<CertificatePlace> places =
        new ArrayList<>(role == NodeRole.CONTROL_PLANE ? CONTROL_PLANE : WORKER);
    places.addAll(AGENT);
    return places;
  }

  private static CertificatePlace leaf(String name, String file, String authority) {
    return new CertificatePlace(name, KubeadmFiles.PKI + file, authority, Kind.LEAF);
  }

  private static CertificatePlace kubeconfig(String name) {
    return new CertificatePlace(
        name, KubeadmFiles.KUBERNETES + "/" + name, CLUSTER, Kind.KUBECONFIG);
  }

  private static CertificatePlace authority(String name, String file) {
    return new CertificatePlace(name, file + ".crt", file, Kind.AUTHORITY);
  }
}
