package dev.firedrill.backend.simulated.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;

/** A request for a client certificate (PKCS #10), as a kubelet makes it to bootstrap. */
public final class SigningRequest {

  private static final String KIND = "CERTIFICATE REQUEST";

  private final PKCS10CertificationRequest request;

  private SigningRequest(PKCS10CertificationRequest request) {
    this.request = request;
  }

  /** Asks for a client certificate for that key. */
  public static SigningRequest of(KeyPair holder, Subject subject) {
    X500NameBuilder name = new X500NameBuilder();
    subject.organisations().forEach(group -> name.addRDN(BCStyle.O, group));
    name.addRDN(BCStyle.CN, subject.commonName());
    return new SigningRequest(
        new PKCS10CertificationRequestBuilder(
                name.build(), SubjectPublicKeyInfo.getInstance(holder.getPublic().getEncoded()))
            .build(new RepeatableSigner((ECPrivateKey) holder.getPrivate())));
  }

  /**
   * The request in a PEM text.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static SigningRequest parse(byte[] pem) {
    try {
      byte[] encoded =
          Pem.blocks(pem, KIND).stream()
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("no PEM block of a certificate request"));
      return new SigningRequest(new PKCS10CertificationRequest(encoded));
    } catch (IOException e) {
      throw new IllegalArgumentException("a PEM block that holds no certificate request", e);
    }
  }

  /** The request as PEM, what a CertificateSigningRequest object carries. */
  public String pem() {
    try {
      return Pem.encode(KIND, request.getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException("a request can be encoded", e);
    }
  }

  /** Whom the certificate is to name. */
  public Identity identity() {
    return Identity.of(request.getSubject());
  }

  /** The certificate that was asked for, for a client; it ends with the authority at the latest. */
  public X509Certificate signedBy(Authority authority, Instant now) {
    Instant born = authority.certificate().getNotBefore().toInstant();
    Instant backdated = now.minus(Authority.BACKDATED);
    Instant from = backdated.isBefore(born) ? born : backdated;
    Identity who = identity();
    Subject subject = Subject.client(who.user(), who.groups().toArray(String[]::new));
    Instant end = authority.certificate().getNotAfter().toInstant();
    Instant until = now.plus(Authority.LEAF_VALIDITY);
    return authority.sign(subject, holder(), from, until.isBefore(end) ? until : end);
  }

  private PublicKey holder() {
    try {
      return KeyFactory.getInstance("EC")
          .generatePublic(new X509EncodedKeySpec(request.getSubjectPublicKeyInfo().getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("a request for something that is no key on P-256", e);
    }
  }
}
