package dev.firedrill.backend.simulated.kubeadm;

import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Issued;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.backend.simulated.pki.Pem;
import dev.firedrill.backend.simulated.pki.Subject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The certificates and kubeconfigs of a control plane: phases {@code certs}, {@code kubeconfig}.
 */
final class Certificates {

  private static final Map<String, String> AUTHORITY_NAMES =
      Map.of(
          Leaf.CLUSTER_AUTHORITY, "kubernetes",
          Leaf.ETCD_AUTHORITY, "etcd-ca",
          Leaf.PROXY_AUTHORITY, "front-proxy-ca");

  private final Session session;
  private final ClusterConfiguration cluster;
  private final String address;

  Certificates(Session session, ClusterConfiguration cluster, String address) {
    this.session = session;
    this.cluster = cluster;
    this.address = address;
  }

  /** Makes what is not there yet; an authority that is there is used. */
  void generate() {
    session.say("[certs] Using certificateDir folder \"/etc/kubernetes/pki\"");
    for (Leaf leaf : Leaf.ofControlPlane(cluster, session.node(), address)) {
      if (!session.files().exists(file(leaf.authority(), ".crt"))) {
        createAuthority(leaf.authority());
      }
      session.say("[certs] Generating \"%s\" certificate and key", leaf.name());
      Issued issued = issue(leaf.authority(), leaf.subject());
      write(leaf.name(), issued);
      if (leaf.subject().server()) {
        session.say(
            "[certs] %s serving cert is signed for DNS names [%s] and IPs [%s]",
            leaf.name(),
            String.join(" ", leaf.subject().dnsNames()),
            String.join(" ", leaf.subject().addresses()));
      }
    }
    if (session.files().exists(Paths.PKI + "sa.key")) {
      session.say("[certs] Valid certificates and keys now exist in \"/etc/kubernetes/pki\"");
      session.say("[certs] Using the existing \"sa\" key");
    } else {
      serviceAccountKey();
    }
  }

  /** Writes these kubeconfigs, each with a certificate made for it. */
  void kubeconfigs(List<String> paths) {
    session.say("[kubeconfig] Using kubeconfig folder \"/etc/kubernetes\"");
    for (String path : paths) {
      session.say(
          "[kubeconfig] Writing \"%s\" kubeconfig file", path.substring(Paths.KUBERNETES.length()));
      kubeconfig(path);
    }
  }

  /** Makes a certificate of that name anew, its year beginning now. */
  void renew(String name) {
    for (Leaf leaf : Leaf.ofControlPlane(cluster, session.node(), address)) {
      if (leaf.name().equals(name)) {
        write(name, issue(leaf.authority(), leaf.subject()));
      }
    }
  }

  /** Writes that kubeconfig anew, with a new certificate. */
  void kubeconfig(String path) {
    Subject user = Leaf.user(path, session.node());
    Issued issued = issue(Leaf.CLUSTER_AUTHORITY, user);
    boolean local = List.of(Paths.CONTROLLER_MANAGER, Paths.SCHEDULER).contains(path);
    Kubeconfig config =
        new Kubeconfig(
            cluster.clusterName(),
            "https://" + (local ? address + ":6443" : cluster.endpoint()),
            session.text(file(Leaf.CLUSTER_AUTHORITY, ".crt")),
            user.commonName(),
            issued.certificatePem(),
            issued.keyPem(),
            "");
    session.write(path, config.yaml());
  }

  private void createAuthority(String authority) {
    session.say("[certs] Generating \"%s\" certificate and key", authority);
    write(
        authority,
        Authority.createBackdated(
                session.keys(),
                AUTHORITY_NAMES.getOrDefault(authority, authority),
                session.time().now(),
                Authority.AUTHORITY_VALIDITY)
            .asIssued());
  }

  private Issued issue(String authority, Subject subject) {
    Authority signer =
        Authority.parse(bytes(file(authority, ".crt")), bytes(file(authority, ".key")));
    return signer.issueBackdated(
        session.keys(), subject, session.time().now(), Authority.LEAF_VALIDITY);
  }

  private void serviceAccountKey() {
    session.say("[certs] Generating \"sa\" key and public key");
    Issued pair =
        Authority.create(session.keys(), "sa", session.time().now(), Authority.AUTHORITY_VALIDITY)
            .asIssued();
    session.write(Paths.PKI + "sa.key", pair.keyPem());
    session.write(Paths.PKI + "sa.pub", Pem.of(pair.certificate().getPublicKey()));
  }

  private void write(String name, Issued issued) {
    session.write(file(name, ".crt"), issued.certificatePem());
    session.write(file(name, ".key"), issued.keyPem());
  }

  private byte[] bytes(String path) {
    return session.text(path).getBytes(StandardCharsets.US_ASCII);
  }

  private static String file(String name, String ending) {
    return Paths.PKI + name + ending;
  }
}
