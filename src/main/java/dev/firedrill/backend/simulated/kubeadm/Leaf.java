package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.pki.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A certificate that kubeadm makes, as a file or inside a kubeconfig.
 *
 * @param name as kubeadm calls it
 * @param authority the name of the authority that signs it
 * @param subject whom it names
 */
record Leaf(String name, String authority, Subject subject) {

  static final String CLUSTER_AUTHORITY = "ca";
  static final String ETCD_AUTHORITY = "etcd/ca";
  static final String PROXY_AUTHORITY = "front-proxy-ca";

  /** The files of a control plane, in the order in which init makes them. */
  static List<Leaf> ofControlPlane(ClusterConfiguration cluster, String node, String address) {
    return List.of(
        new Leaf(
            "apiserver",
            CLUSTER_AUTHORITY,
            Subject.server(
                "kube-apiserver",
                List.of(
                    node,
                    "kubernetes",
                    "kubernetes.default",
                    "kubernetes.default.svc",
                    "kubernetes.default.svc.cluster.local"),
                Stream.of(cluster.apiServiceAddress(), address, cluster.endpointHost())
                    .distinct()
                    .toList())),
        new Leaf(
            "apiserver-kubelet-client",
            CLUSTER_AUTHORITY,
            Subject.client("kube-apiserver-kubelet-client", "kubeadm:cluster-admins")),
        new Leaf("front-proxy-client", PROXY_AUTHORITY, Subject.client("front-proxy-client")),
        new Leaf("etcd/server", ETCD_AUTHORITY, etcd(node, address)),
        new Leaf("etcd/peer", ETCD_AUTHORITY, etcd(node, address)),
        new Leaf(
            "etcd/healthcheck-client",
            ETCD_AUTHORITY,
            Subject.client("kube-etcd-healthcheck-client")),
        new Leaf(
            "apiserver-etcd-client", ETCD_AUTHORITY, Subject.client("kube-apiserver-etcd-client")));
  }

  private static Subject etcd(String node, String address) {
    List<String> addresses = new ArrayList<>(List.of(address, "127.0.0.1", "::1"));
    return Subject.server(node, List.of(node, "localhost"), addresses).alsoClient();
  }

  /** Whom a kubeconfig of kubeadm names. */
  static Subject user(String kubeconfig, String node) {
    return switch (kubeconfig) {
      case Paths.ADMIN -> Subject.client("kubernetes-admin", "kubeadm:cluster-admins");
      case Paths.SUPER_ADMIN -> Subject.client("kubernetes-super-admin", "system:masters");
      case Paths.CONTROLLER_MANAGER -> Subject.client("system:kube-controller-manager");
      case Paths.SCHEDULER -> Subject.client("system:kube-scheduler");
      case Paths.KUBELET -> Subject.client("system:node:" + node, "system:nodes");
      default -> throw new IllegalArgumentException("not a kubeconfig of kubeadm: " + kubeconfig);
    };
  }
}
