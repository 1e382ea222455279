package dev.firedrill.tools;

import dev.firedrill.model.PemKey;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/**
 * An authority that signs a certificate once more, its own or another, for the same key and names,
 * with other dates. Its private key is held in memory and nowhere else.
 */
public final class Reissue {

  private final X500Name issuer;
  private final PrivateKey key;

  /**
   * By the authority of that certificate and key, both PEM.
   *
   * @throws Unexpected where either is none
   */
  public Reissue(byte[] authority, byte[] key) {
    this.issuer = subject(certificate(authority));
    this.key = privateKey(key);
  }

  /**
   * The same certificate with other dates.
   *
   * @param pem what begins with the certificate
   * @return PEM
   */
  public String of(byte[] pem, Instant from, Instant until) {
    X509Certificate old = certificate(pem);
    try {
      X509CertificateHolder holder = new X509CertificateHolder(old.getEncoded());
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              issuer,
              old.getSerialNumber().add(BigInteger.valueOf(until.getEpochSecond())),
              Date.from(from),
              Date.from(until),
              subject(old),
              SubjectPublicKeyInfo.getInstance(old.getPublicKey().getEncoded()));
      for (Object extension : holder.getExtensionOIDs()) {
        var oid = (org.bouncycastle.asn1.ASN1ObjectIdentifier) extension;
        builder.addExtension(holder.getExtension(oid));
      }
      return pem(
          new JcaX509CertificateConverter()
              .getCertificate(builder.build(new DeterministicSigner(key))));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("signing " + old.getSubjectX500Principal() + " again", e);
    }
  }

  /**
   * The first certificate in a PEM text.
   *
   * @throws Unexpected where there is none, or it cannot be read
   */
  public static X509Certificate certificate(byte[] pem) {
    String seen = "none";
    try (PEMParser parser = parser(pem)) {
      for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
        if (found instanceof X509CertificateHolder holder) {
          return new JcaX509CertificateConverter().getCertificate(holder);
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      seen = "one that cannot be read";
    }
    throw new Unexpected(
        "what begins with a certificate",
        "a certificate in PEM",
        seen,
        "put it back from a backup; nothing was signed");
  }

  private static PrivateKey privateKey(byte[] pem) {
    try {
      Optional<PrivateKey> key = PemKey.read(pem);
      if (key.isPresent()) {
        return key.get();
      }
    } catch (IOException e) {
      // Not told: what a parser says of a key may be of the key.
    }
    throw new Unexpected(
        "the key of an authority",
        "a private key in PEM that is not encrypted",
        "none",
        "put it back from a backup; nothing was signed");
  }

  private static X500Name subject(X509Certificate certificate) {
    return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
  }

  private static PEMParser parser(byte[] pem) {
    return new PEMParser(new StringReader(new String(pem, StandardCharsets.US_ASCII)));
  }

  private static String pem(X509Certificate certificate) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(certificate);
    }
    return text.toString();
  }
}
