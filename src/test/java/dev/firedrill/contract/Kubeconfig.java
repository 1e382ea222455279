package dev.firedrill.contract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Kubeconfigs of callers that the cluster was made without, signed by the cluster's own
 * authorities.
 */
final class Kubeconfig {

  private Kubeconfig() {}

  /** For the cluster's endpoint. */
  static String of(Ground ground, String user) {
    return at(ground, ground.cluster().topology().controlPlaneEndpoint(), user);
  }

  /** For that endpoint, the cluster's authority trusted. */
  static String at(Ground ground, String endpoint, String user) {
    return text(
        ground.controlPlane().read(ground.contracted().serverAuthority() + ".crt"), endpoint, user);
  }

  /** One that trusts the wrong authority. */
  static String trustingEtcdsAuthority(Ground ground) {
    return text(
        ground.controlPlane().read(ground.contracted().etcdAuthority() + ".crt"),
        ground.cluster().topology().controlPlaneEndpoint(),
        "username: nobody, password: nothing");
  }

  /** One with a certificate signed by the cluster's authority. */
  static String certified(Ground ground, String subject, Instant from, Instant to) {
    return of(ground, signed(ground, ground.contracted().clientAuthority(), subject, from, to));
  }

  /** One with a certificate that another authority signed. */
  static String certifiedByEtcd(Ground ground, String subject, Instant from, Instant to) {
    return of(ground, signed(ground, ground.contracted().etcdAuthority(), subject, from, to));
  }

  private static String text(byte[] authority, String endpoint, String user) {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: cluster
      cluster: {server: "https://%s", certificate-authority-data: %s}
    users:
    - name: user
      user: {%s}
    contexts:
    - name: context
      context: {cluster: cluster, user: user}
    current-context: context
    """
        .formatted(endpoint, Base64.getEncoder().encodeToString(authority), user);
  }

  private static String signed(
      Ground ground, String authority, String subject, Instant from, Instant to) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      KeyPair keys = generator.generateKeyPair();
      PrivateKey signer = key(ground.controlPlane().read(authority + ".key"));
      X509Certificate issuer = certificate(ground.controlPlane().read(authority + ".crt"));
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer.getSubjectX500Principal(),
              BigInteger.valueOf(from.toEpochMilli()),
              Date.from(from.minus(Duration.ofMinutes(1))),
              Date.from(to),
              new X500Principal(subject),
              keys.getPublic());
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
      String algorithm = signer.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
      Object signed = builder.build(new JcaContentSignerBuilder(algorithm).build(signer));
      return "client-certificate-data: %s, client-key-data: %s"
          .formatted(pem(signed), pem(new JcaPKCS8Generator(keys.getPrivate(), null)));
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("cannot sign " + subject, e);
    }
  }

  private static X509Certificate certificate(byte[] pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }

  private static PrivateKey key(byte[] pem) throws IOException {
    try (PEMParser parser =
        new PEMParser(new StringReader(new String(pem, StandardCharsets.US_ASCII)))) {
      Object read = parser.readObject();
      PrivateKeyInfo info =
          read instanceof PEMKeyPair pair ? pair.getPrivateKeyInfo() : (PrivateKeyInfo) read;
      return new JcaPEMKeyConverter().getPrivateKey(info);
    }
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return Base64.getEncoder().encodeToString(text.toString().getBytes(StandardCharsets.US_ASCII));
  }
}
