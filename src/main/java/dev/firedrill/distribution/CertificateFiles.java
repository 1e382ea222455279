package dev.firedrill.distribution;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import dev.firedrill.tools.Unexpected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The certificates of a node, in files of their own and inside kubeconfigs. */
public final class CertificateFiles {

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private CertificateFiles() {}

  /**
   * The certificates in the file; none where there is no such file.
   *
   * @throws Unexpected where it holds something else; without what it holds, which may be a key
   */
  public static List<NodeCertificate> read(NodeShell node, CertificatePlace place) {
    String file = place.file();
    if (!Shells.exists(node, file)) {
      return List.of();
    }
    byte[] content = node.read(file);
    try {
      byte[] pem =
          switch (place.kind()) {
            case KUBECONFIG -> inside(content, "/users/0/user/client-certificate-data");
            case SELF_RENEWED -> inside(content, "/data/tls.crt");
            default -> content;
          };
      List<NodeCertificate> found = parse(place, pem);
      // What follows a leaf leads to its authority; several authorities are trusted alike.
      return place.isLeaf() && !found.isEmpty() ? found.subList(0, 1) : found;
    } catch (IOException | IllegalArgumentException | CertificateException e) {
      throw Unexpected.on(
          node.node(),
          file,
          "certificates that can be read",
          content.length + " bytes that hold none, or one that is cut short",
          "put it back from a backup, or have it made anew; nothing was changed");
    }
  }

  /**
   * The first certificate in what a program printed; nothing where it printed none.
   *
   * @throws Unexpected where it is cut short, or none
   */
  static Optional<NodeCertificate> printed(NodeShell node, CertificatePlace place, String text) {
    try {
      return parse(place, text.getBytes(StandardCharsets.US_ASCII)).stream().findFirst();
    } catch (CertificateException e) {
      throw Unexpected.on(
          node.node(),
          place.file(),
          "a certificate that can be read",
          "one that cannot: " + e.getMessage(),
          "see who answers there; nothing was changed");
    }
  }

  /** JSON is YAML. */
  private static byte[] inside(byte[] content, String pointer) throws IOException {
    return Base64.getDecoder().decode(YAML.readTree(content).at(pointer).asText());
  }

  private static List<NodeCertificate> parse(CertificatePlace place, byte[] pem)
      throws CertificateException {
    String text = new String(pem, StandardCharsets.US_ASCII);
    List<NodeCertificate> found = new ArrayList<>();
    int from = text.indexOf(BEGIN);
    while (from >= 0) {
      int end = text.indexOf(END, from);
      if (end < 0) {
        throw new CertificateException("a certificate that does not end");
      }
      found.add(facts(place, text.substring(from, end + END.length())));
      from = text.indexOf(BEGIN, end);
    }
    return found;
  }

  private static NodeCertificate facts(CertificatePlace place, String pem)
      throws CertificateException {
    X509Certificate certificate =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(
                    new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    return new NodeCertificate(
        place.name(),
        place.file(),
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getNotAfter().toInstant());
  }
}
