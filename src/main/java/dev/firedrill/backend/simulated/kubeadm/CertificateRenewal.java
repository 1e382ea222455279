package dev.firedrill.backend.simulated.kubeadm;

import java.util.List;

/** {@code kubeadm certs renew all}; what runs goes on with the old ones until it is restarted. */
final class CertificateRenewal {

  private static final List<String> FILES =
      List.of(
          "apiserver",
          "apiserver-etcd-client",
          "apiserver-kubelet-client",
          "etcd/healthcheck-client",
          "etcd/peer",
          "etcd/server",
          "front-proxy-client");
  private static final List<String> KUBECONFIGS =
      List.of(Paths.ADMIN, Paths.CONTROLLER_MANAGER, Paths.SCHEDULER, Paths.SUPER_ADMIN);

  private CertificateRenewal() {}

  static void run(Session session) {
    if (!session.argv().get(3).equals("all")) {
      throw new KubeadmFailed("not simulated: " + String.join(" ", session.argv()));
    }
    ClusterConfiguration cluster = ClusterObjects.configuration(session, Paths.ADMIN);
    Certificates certificates = new Certificates(session, cluster, session.machine().address());
    KUBECONFIGS.stream().filter(session.files()::exists).forEach(certificates::kubeconfig);
    FILES.forEach(certificates::renew);
    session.say("");
    session.say(
        "Done renewing certificates. You must restart the kube-apiserver, kube-controller-manager,"
            + " kube-scheduler and etcd, so that they can use the new certificates.");
  }
}
