package dev.firedrill.backend.simulated.pki;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reading and writing of PEM (RFC 7468). */
public final class Pem {

  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";

  private Pem() {}

  /** The certificates in the text, in their order; other blocks are passed over. */
  public static List<X509Certificate> certificates(byte[] pem) {
    return blocks(pem, CERTIFICATE).stream().map(Pem::parse).toList();
  }

  /**
   * The first certificate in the text.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static X509Certificate certificate(byte[] pem) {
    return certificates(pem).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no PEM block of a certificate"));
  }

  /**
   * The first private key in the text.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static ECPrivateKey key(byte[] pem) {
    try {
      byte[] encoded =
          blocks(pem, KEY).stream()
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no PEM block of a private key"));
      return (ECPrivateKey)
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a private key on P-256", e);
    }
  }

  /** A certificate as text. */
  public static String of(X509Certificate certificate) {
    try {
      return encode(CERTIFICATE, certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was parsed can be encoded", e);
    }
  }

  /** A private key as text. */
  public static String of(ECPrivateKey key) {
    return encode(KEY, key.getEncoded());
  }

  /** A public key as text. */
  public static String of(PublicKey key) {
    return encode("PUBLIC KEY", key.getEncoded());
  }

  /** A block of that kind. */
  static String encode(String kind, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, lines);
  }

  /** What the blocks of that kind hold. */
  static List<byte[]> blocks(byte[] pem, String kind) {
    String text = new String(pem, StandardCharsets.US_ASCII);
    String begin = "-----BEGIN " + kind + "-----";
    String end = "-----END " + kind + "-----";
    List<byte[]> found = new ArrayList<>();
    int from = text.indexOf(begin);
    while (from >= 0) {
      int to = text.indexOf(end, from);
      if (to < 0) {
        throw new IllegalArgumentException("a PEM block of kind " + kind + " without its end");
      }
      found.add(Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to)));
      from = text.indexOf(begin, to);
    }
    return found;
  }

  private static X509Certificate parse(byte[] encoded) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("a PEM block that holds no certificate", e);
    }
  }
}
