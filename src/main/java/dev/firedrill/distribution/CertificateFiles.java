package dev.firedrill.distribution;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.tools.Shells;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private CertificateFiles() {}

  /** The certificates in the file; none where there is no such file. */
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
    } catch (IOException e) {
      throw new UncheckedIOException("node " + node.node() + ": " + file + " cannot be read", e);
    }
  }

  /** The first certificate in what a program printed; nothing where it printed none. */
  static Optional<NodeCertificate> printed(CertificatePlace place, String text) {
    try {
      return parse(place, text.getBytes(StandardCharsets.US_ASCII)).stream().findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(place.file() + " shows what cannot be read", e);
    }
  }

  /** JSON is YAML. */
  private static byte[] inside(byte[] content, String pointer) throws IOException {
    return Base64.getDecoder().decode(YAML.readTree(content).at(pointer).asText());
  }

  private static List<NodeCertificate> parse(CertificatePlace place, byte[] pem)
      throws IOException {
    String text = new String(pem, StandardCharsets.US_ASCII);
    List<NodeCertificate> found = new ArrayList<>();
    String begin = "-----BEGIN CERTIFICATE-----";
    String end = "-----END CERTIFICATE-----";
    int from = text.indexOf(begin);
    while (from >= 0) {
      int to = text.indexOf(end, from) + end.length();
      found.add(facts(place, text.substring(from, to)));
      from = text.indexOf(begin, to);
    }
    return found;
  }

  private static NodeCertificate facts(CertificatePlace place, String pem) throws IOException {
    try {
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
    } catch (CertificateException e) {
      throw new IOException(place.file() + " holds something that is no certificate", e);
    }
  }
}
