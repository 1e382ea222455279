package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Issued;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.backend.simulated.pki.Pem;
import dev.firedrill.backend.simulated.pki.Subject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code kubeadm certs renew all}: what is there is signed anew by the authorities that are there,
 * also without the API. What runs goes on with the old ones until it is restarted.
 */
final class CertificateRenewal {

  private static final Map<String, String> FILES = files();
  private static final List<String> KUBECONFIGS =
      List.of(Paths.ADMIN, Paths.CONTROLLER_MANAGER, Paths.SCHEDULER, Paths.SUPER_ADMIN);

  private CertificateRenewal() {}

  static void run(Session session) {
    if (!session.argv().get(3).equals("all")) {
      throw new KubeadmFailed("not simulated: " + String.join(" ", session.argv()));
    }
    session.say("[renew] Reading configuration from the cluster...");
    if (!session.healthy(Paths.ADMIN)) {
      session.say(
          "[renew] Error reading configuration from the Cluster. Falling back to default"
              + " configuration");
    }
    session.say("");
    KUBECONFIGS.stream()
        .filter(session.files()::exists)
        .forEach(path -> renewKubeconfig(session, path));
    FILES.forEach((name, authority) -> renew(session, name, authority));
    session.say("");
    session.say(
        "Done renewing certificates. You must restart the kube-apiserver, kube-controller-manager,"
            + " kube-scheduler and etcd, so that they can use the new certificates.");
  }

  /** A kubeconfig for that user on standard output, its certificate signed here. */
  static void userKubeconfig(Session session) {
    List<String> argv = session.argv();
    String user = argv.get(argv.indexOf("--client-name") + 1);
    String group = argv.get(argv.indexOf("--org") + 1);
    Issued issued =
        authority(session, Leaf.CLUSTER_AUTHORITY)
            .issueBackdated(
                session.keys(),
                Subject.client(user, group),
                session.time().now(),
                Authority.LEAF_VALIDITY);
    Kubeconfig config =
        new Kubeconfig(
            "kubernetes",
            "https://" + session.machine().address() + ":6443",
            session.text(Paths.PKI + "ca.crt"),
            user,
            issued.certificatePem(),
            issued.keyPem(),
            "");
    session.say("%s", config.yaml());
  }

  private static void renew(Session session, String name, String authority) {
    String file = Paths.PKI + name;
    Issued issued =
        authority(session, authority)
            .renew(
                session.keys(),
                Pem.certificate(bytes(session, file + ".crt")),
                session.time().now(),
                Authority.LEAF_VALIDITY);
    session.files().write(file + ".crt", issued.certificatePem());
    session.files().write(file + ".key", issued.keyPem());
    session.say("certificate %s renewed", name);
  }

  private static void renewKubeconfig(Session session, String path) {
    Kubeconfig old = Kubeconfig.parse(bytes(session, path));
    Issued issued =
        authority(session, Leaf.CLUSTER_AUTHORITY)
            .renew(
                session.keys(),
                old.clientCertificate().orElseThrow(),
                session.time().now(),
                Authority.LEAF_VALIDITY);
    Kubeconfig renewed =
        new Kubeconfig(
            old.cluster(),
            old.server(),
            Pem.of(Pem.certificate(bytes(session, Paths.PKI + "ca.crt"))),
            old.user(),
            issued.certificatePem(),
            issued.keyPem(),
            "");
    session.files().write(path, renewed.yaml());
    session.say("certificate embedded in the kubeconfig file %s renewed", path);
  }

  private static Authority authority(Session session, String name) {
    return Authority.parse(
        bytes(session, Paths.PKI + name + ".crt"), bytes(session, Paths.PKI + name + ".key"));
  }

  private static byte[] bytes(Session session, String path) {
    return session.text(path).getBytes(StandardCharsets.US_ASCII);
  }

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("apiserver", Leaf.CLUSTER_AUTHORITY);
    files.put("apiserver-etcd-client", Leaf.ETCD_AUTHORITY);
    files.put("apiserver-kubelet-client", Leaf.CLUSTER_AUTHORITY);
    files.put("etcd/healthcheck-client", Leaf.ETCD_AUTHORITY);
    files.put("etcd/peer", Leaf.ETCD_AUTHORITY);
    files.put("etcd/server", Leaf.ETCD_AUTHORITY);
    files.put("front-proxy-client", Leaf.PROXY_AUTHORITY);
    return files;
  }
}
