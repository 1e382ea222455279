package dev.firedrill.operations;

import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.distribution.CertificatePlace.Kind;
import dev.firedrill.distribution.Certificates;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Reissue;
import dev.firedrill.tools.Shells;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Has every certificate authority of the cluster sign its own certificate again, for 10 years, on
 * the first control plane and without the API, and brings the certificates to every node and into
 * every kubeconfig there. kubeadm has no command for it ("we are not offering support for renewing
 * CAs").
 *
 * <p>Key and names stay, so that old and new trust overlap: what the authority has signed is good
 * by either certificate, until the old one ends. So do the service accounts' keys, and the digest
 * of the key by which joining machines know the authority. Authorities that are good for another
 * year are only distributed. Keys are held in memory and leave the first control plane no other
 * way.
 *
 * <p>What runs trusts the old certificates until it is restarted, and what an expired authority has
 * signed may have expired as well: see docs/operations.md for what has to follow.
 *
 * @param nodes the nodes to bring them to; none named for all
 */
public record RenewAuthorities(List<NodeName> nodes) implements Operation {

  /** As long as kubeadm gives a new authority. */
  private static final Duration VALIDITY = Duration.ofDays(3650);

  private static final Duration GOOD_ENOUGH = Duration.ofDays(365);

  /** Copies the list. */
  public RenewAuthorities {
    nodes = List.copyOf(nodes);
  }

  @Override
  public List<String> changes() {
    return List.of(
        "the authorities sign their own certificates again on the first control plane, by the keys"
            + " that they have, where those are good for less than a year",
        (nodes.isEmpty() ? "every node gets" : "nodes " + nodes + " get")
            + " the authorities' certificates, in files and in kubeconfigs; the old ones are kept"
            + " beside");
  }

  @Override
  public String run(OperationContext context) {
    Certificates certificates = context.distribution().certificates();
    NodeShell signer = context.shell(context.cluster().topology().firstControlPlane());
    List<String> renewed = new ArrayList<>();
    for (CertificatePlace authority : authorities(certificates, NodeRole.CONTROL_PLANE)) {
      if (renew(context, signer, authority)) {
        renewed.add(authority.name());
      }
    }
    List<NodeName> reached = new ArrayList<>();
    for (Machine machine : context.cluster().topology().machines()) {
      if (nodes.isEmpty() || nodes.contains(machine.name())) {
        distribute(context, signer, machine);
        reached.add(machine.name());
      }
    }
    return "authorities renewed: %s; all of them brought to nodes %s"
        .formatted(renewed.isEmpty() ? "none had to be" : renewed, reached);
  }

  private static List<CertificatePlace> authorities(Certificates certificates, NodeRole role) {
    return certificates.places(role).stream()
        .filter(place -> place.kind() == Kind.AUTHORITY)
        .toList();
  }

  private static boolean renew(
      OperationContext context, NodeShell signer, CertificatePlace authority) {
    String key = authority.authority() + ".key";
    for (String file : List.of(authority.file(), key)) {
      if (!Shells.exists(signer, file)) {
        throw new OperationFailed(
            "renewing the authority %s on node %s".formatted(authority.name(), signer.node()),
            file,
            "no such file",
            "bring it back from the backup of the cluster's identity; without the key only a new"
                + " authority is possible");
      }
    }
    byte[] old = signer.read(authority.file());
    Instant now = context.now().truncatedTo(ChronoUnit.SECONDS);
    if (Reissue.certificate(old).getNotAfter().toInstant().isAfter(now.plus(GOOD_ENOUGH))) {
      return false;
    }
    String signed = new Reissue(old, signer.read(key)).of(old, now, now.plus(VALIDITY));
    context
        .distribution()
        .certificates()
        .putAuthority(signer, authority, signed.getBytes(StandardCharsets.US_ASCII));
    return true;
  }

  private static void distribute(OperationContext context, NodeShell signer, Machine machine) {
    Certificates certificates = context.distribution().certificates();
    NodeShell node = context.shell(machine.name());
    for (CertificatePlace authority : authorities(certificates, machine.role())) {
      byte[] certificate = signer.read(authority.file());
      refuseStranger(node, authority, certificate);
      certificates.putAuthority(node, authority, certificate);
    }
    byte[] ofApi = signer.read(certificates.apiAuthority().file());
    certificates.trustAuthority(node, machine.role(), ofApi);
  }

  /** A node that knows the authority by another key is of another cluster, or was rotated. */
  private static void refuseStranger(
      NodeShell node, CertificatePlace authority, byte[] certificate) {
    if (Shells.exists(node, authority.file())
        && !Reissue.certificate(node.read(authority.file()))
            .getPublicKey()
            .equals(Reissue.certificate(certificate).getPublicKey())) {
      throw new OperationFailed(
          "bringing the authority %s to node %s".formatted(authority.name(), node.node()),
          "a certificate of the same key in " + authority.file(),
          "one of another key",
          "find out which of the two the cluster's certificates are signed by; nothing was changed"
              + " on that node");
    }
  }
}
