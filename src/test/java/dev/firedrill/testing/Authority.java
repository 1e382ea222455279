package dev.firedrill.testing;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for one test. */
public final class Authority {

  /** A certificate and its key, in PEM. */
  public record Identity(String certificate, String key) {}

  private static final Duration VALID = Duration.ofDays(1);

  private final X500Name name;
  private final KeyPair keys = newKeys();
  private final String certificate;

  /** An authority of that common name. */
  public Authority(String commonName) {
    this.name = new X500Name("CN=" + commonName);
    this.certificate = pem(sign(name, keys, true, "", VALID));
  }

  /** Its own certificate, in PEM. */
  public String certificate() {
    return certificate;
  }

  /** A certificate for that common name and, where it is not empty, that IP address. */
  public Identity issue(String commonName, String address) {
    return issue(commonName, address, VALID);
  }

  /** The same, good for that long. */
  public Identity issue(String commonName, String address, Duration valid) {
    KeyPair own = newKeys();
    return new Identity(
        pem(sign(new X500Name("CN=" + commonName), own, false, address, valid)),
        pem(own.getPrivate()));
  }

  private X509CertificateHolder sign(
      X500Name subject, KeyPair own, boolean ca, String address, Duration valid) {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(now.toEpochMilli()),
            Date.from(now.minus(VALID)),
            Date.from(now.plus(valid)),
            subject,
            own.getPublic());
    try {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
      if (!address.isEmpty()) {
        GeneralName san = new GeneralName(GeneralName.iPAddress, address);
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(san));
      }
      return builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()));
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("cannot sign " + subject, e);
    }
  }

  private static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no RSA", e);
    }
  }

  private static String pem(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException e) {
      throw new IllegalStateException("cannot write PEM", e);
    }
    return text.toString();
  }
}
