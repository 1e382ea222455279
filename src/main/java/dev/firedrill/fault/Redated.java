package dev.firedrill.fault;

import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.distribution.CertificatePlace.Kind;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Reissue;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.TrustedAuthority;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Certificates that are put in the place of those on a node: the same, signed by the same
 * authority, with other dates. Authorities' keys are read over the node's shell, kept in memory,
 * and reach no command line and no record.
 *
 * @param signer a control plane, which has the authorities with their keys
 * @param until when they end
 */
record Redated(NodeShell signer, Instant until) {

  private static final Duration VALIDITY = Duration.ofDays(365);
  private static final Pattern CLIENT = Pattern.compile("(client-certificate-data: *)(\\S+)");

  /** Puts the certificate there; no effect where the node has none. */
  void put(NodeShell node, CertificatePlace place) {
    if (!Shells.exists(node, place.file())) {
      return;
    }
    byte[] old = node.read(place.file());
    switch (place.kind()) {
      case AUTHORITY -> node.write(place.file(), again(ownReissue(place), old), "0644");
      case LEAF -> node.write(place.file(), again(reissue(place), old), "0644");
      case AGENT_SERVING -> node.write(place.file(), again(serving(node, place, old), old), "0644");
      case KUBECONFIG -> node.write(place.file(), inline(CLIENT, old, reissue(place)), "0600");
      case AGENT_CLIENT -> agentClient(node, place, old);
      case SELF_RENEWED ->
          throw new IllegalArgumentException(place.name() + " is renewed by whoever serves it");
    }
  }

  /** Makes the kubeconfig trust the authorities' certificates that are there now. */
  void trust(NodeShell node, String kubeconfig, CertificatePlace authority) {
    if (Shells.exists(node, kubeconfig)) {
      String text = new String(node.read(kubeconfig), StandardCharsets.UTF_8);
      String replaced = TrustedAuthority.in(text, signer.read(authority.file()));
      node.write(kubeconfig, replaced.getBytes(StandardCharsets.UTF_8), "0600");
    }
  }

  /** Where nobody keeps the key of what had signed it, it signs itself. */
  private Reissue serving(NodeShell node, CertificatePlace place, byte[] old) {
    return place.authority().isEmpty()
        ? new Reissue(old, node.read(place.file().replace(".crt", ".key")))
        : reissue(place);
  }

  /** Beside a file with its key, which is a link that the kubelet wants to stay one. */
  private void agentClient(NodeShell node, CertificatePlace place, byte[] old) {
    String text = new String(old, StandardCharsets.US_ASCII);
    if (!text.contains("PRIVATE KEY")) {
      node.write(place.file(), again(reissue(place), old), "0644");
      return;
    }
    String key = text.substring(text.indexOf("-----BEGIN", text.indexOf("-----END CERTIFICATE")));
    String folder = place.file().substring(0, place.file().lastIndexOf('/'));
    String file = folder + "/kubelet-client-redated.pem";
    byte[] certificate = again(reissue(place), old);
    node.write(
        file,
        (new String(certificate, StandardCharsets.US_ASCII) + key)
            .getBytes(StandardCharsets.US_ASCII),
        "0600");
    Shells.run(node, Shells.link(file, place.file()));
  }

  private byte[] inline(Pattern field, byte[] kubeconfig, Reissue reissue) {
    String text = new String(kubeconfig, StandardCharsets.UTF_8);
    Matcher matcher = field.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("a kubeconfig without an inline client certificate");
    }
    byte[] old = Base64.getDecoder().decode(matcher.group(2));
    return matcher
        .replaceFirst("$1" + Matcher.quoteReplacement(base64(again(reissue, old))))
        .getBytes(StandardCharsets.UTF_8);
  }

  private byte[] again(Reissue reissue, byte[] old) {
    return reissue.of(old, until.minus(VALIDITY), until).getBytes(StandardCharsets.US_ASCII);
  }

  private Reissue reissue(CertificatePlace place) {
    return new Reissue(
        signer.read(place.authority() + ".crt"), signer.read(place.authority() + ".key"));
  }

  private Reissue ownReissue(CertificatePlace place) {
    return new Reissue(signer.read(place.file()), signer.read(place.authority() + ".key"));
  }

  private static String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }

  /** True for what the node's agent reads at its start. */
  static boolean isOfAgent(CertificatePlace place) {
    return place.kind() == Kind.AGENT_CLIENT || place.kind() == Kind.AGENT_SERVING;
  }
}
