package dev.firedrill.backend.simulated.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** A certificate authority: its own certificate, the key it signs with. */
public final class Authority {

  /** How long kubeadm's authorities are good for. */
  public static final Duration AUTHORITY_VALIDITY = Duration.ofDays(3650);

  /** How long kubeadm's, and the controller manager's, leaf certificates are good for. */
  public static final Duration LEAF_VALIDITY = Duration.ofDays(365);

  /** By how much kubeadm and the controller manager let begin earlier what they sign. */
  static final Duration BACKDATED = Duration.ofMinutes(5);

  private final X509Certificate certificate;
  private final ECPrivateKey key;

  private Authority(X509Certificate certificate, ECPrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /** A new authority that has signed itself, good from now on. */
  public static Authority create(Keys keys, String name, Instant now, Duration validity) {
    return create(keys.fresh(), name, now, validity);
  }

  /** A new authority with that key that has signed itself, good from now on. */
  public static Authority create(KeyPair pair, String name, Instant now, Duration validity) {
    ECPrivateKey key = (ECPrivateKey) pair.getPrivate();
    return new Authority(selfSigned(name, pair.getPublic(), key, now, now.plus(validity)), key);
  }

  /**
   * The same, good since 5 minutes ago, as kubeadm makes its own so that clocks may disagree a
   * little (CertificateBackdate).
   */
  public static Authority createBackdated(Keys keys, String name, Instant now, Duration validity) {
    KeyPair pair = keys.fresh();
    ECPrivateKey key = (ECPrivateKey) pair.getPrivate();
    return new Authority(
        selfSigned(name, pair.getPublic(), key, now.minus(BACKDATED), now.plus(validity)), key);
  }

  /** The authority in two files. */
  public static Authority parse(byte[] certificatePem, byte[] keyPem) {
    return new Authority(Pem.certificate(certificatePem), Pem.key(keyPem));
  }

  /** Its own certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  /** Its certificate with its key. */
  public Issued asIssued() {
    return new Issued(certificate, key);
  }

  /** The same authority by the same key, with a validity that is as much later. */
  public Authority moved(Duration by) {
    return new Authority(
        selfSigned(
            Identity.of(certificate).user(),
            certificate.getPublicKey(),
            key,
            certificate.getNotBefore().toInstant().plus(by),
            certificate.getNotAfter().toInstant().plus(by)),
        key);
  }

  /** A certificate for a key of the pool, good from now on. */
  public Issued issue(Keys keys, Subject subject, Instant now, Duration validity) {
    KeyPair pair = keys.leaf();
    return new Issued(
        sign(subject, pair.getPublic(), now, now.plus(validity)), (ECPrivateKey) pair.getPrivate());
  }

  /**
   * A certificate for a key of the pool, as kubeadm signs it: good since its authority is, for that
   * long from now on (NewSignedCert of its pkiutil).
   */
  public Issued issueBackdated(Keys keys, Subject subject, Instant now, Duration validity) {
    KeyPair pair = keys.leaf();
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = now.plus(validity);
    // Keys come again, and so does the beginning: what tells one from the next is its end.
    BigInteger serial = serial(subject + " " + until, pair.getPublic(), from);
    return new Issued(
        sign(subject, pair.getPublic(), from, until, serial), (ECPrivateKey) pair.getPrivate());
  }

  /** The same certificate once more, for the same key, good from now on. */
  public X509Certificate sign(Subject subject, PublicKey holder, Instant from, Instant until) {
    return sign(subject, holder, from, until, serial(subject.toString(), holder, from));
  }

  private X509Certificate sign(
      Subject subject, PublicKey holder, Instant from, Instant until, BigInteger serial) {
    X500NameBuilder name = new X500NameBuilder();
    subject.organisations().forEach(group -> name.addRDN(BCStyle.O, group));
    name.addRDN(BCStyle.CN, subject.commonName());
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
            serial,
            Date.from(from),
            Date.from(until),
            name.build(),
            SubjectPublicKeyInfo.getInstance(holder.getEncoded()));
    try {
      extend(builder, subject);
    } catch (IOException e) {
      throw new UncheckedIOException("extensions of " + subject + " can be encoded", e);
    }
    return signed(builder, key);
  }

  /** Signs for another key what that certificate says, as kubeadm does it. */
  public Issued renew(Keys keys, X509Certificate old, Instant now, Duration validity) {
    return issueBackdated(keys, Subject.of(old), now, validity);
  }

  private static X509Certificate selfSigned(
      String name, PublicKey holder, ECPrivateKey key, Instant from, Instant until) {
    X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            subject,
            serial(name, holder, from),
            Date.from(from),
            Date.from(until),
            subject,
            SubjectPublicKeyInfo.getInstance(holder.getEncoded()));
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(
              KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyCertSign));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
    } catch (IOException e) {
      throw new UncheckedIOException("extensions of an authority can be encoded", e);
    }
    return signed(builder, key);
  }

  private static void extend(X509v3CertificateBuilder builder, Subject subject) throws IOException {
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(
        Extension.keyUsage,
        true,
        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
    List<KeyPurposeId> purposes = new ArrayList<>();
    if (subject.server()) {
      purposes.add(KeyPurposeId.id_kp_serverAuth);
    }
    if (subject.client()) {
      purposes.add(KeyPurposeId.id_kp_clientAuth);
    }
    builder.addExtension(
        Extension.extendedKeyUsage,
        false,
        new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
    List<GeneralName> names = new ArrayList<>();
    subject.dnsNames().forEach(each -> names.add(new GeneralName(GeneralName.dNSName, each)));
    subject.addresses().forEach(each -> names.add(new GeneralName(GeneralName.iPAddress, each)));
    if (!names.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(GeneralName[]::new)));
    }
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, ECPrivateKey key) {
    try {
      return Pem.certificate(
          Pem.encode("CERTIFICATE", builder.build(new RepeatableSigner(key)).getEncoded())
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("a certificate can be encoded", e);
    }
  }

  /** Different for whatever differs; the same in equal runs. */
  private static BigInteger serial(String subject, PublicKey holder, Instant from) {
    return Digests.number(subject + from, holder.getEncoded());
  }
}
