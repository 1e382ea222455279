package dev.firedrill.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReissueTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-02-01T00:00:00Z");
  private static final Instant PAST = Instant.parse("2025-12-31T00:00:00Z");

  private static KeyPair keys(String kind) throws GeneralSecurityException {
    return KeyPairGenerator.getInstance(kind).generateKeyPair();
  }

  private static byte[] pem(String kind, byte[] content) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
        .formatted(kind, body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] issue(String subject, KeyPair holder, PrivateKey authority)
      throws Exception {
    return pem(
        "CERTIFICATE",
        new X509v3CertificateBuilder(
                new X500Name("CN=kubernetes"),
                java.math.BigInteger.TEN,
                Date.from(START),
                Date.from(END),
                new X500Name(subject),
                SubjectPublicKeyInfo.getInstance(holder.getPublic().getEncoded()))
            .addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth))
            .build(new DeterministicSigner(authority))
            .getEncoded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void a_certificate_is_signed_again_with_other_dates_and_nothing_else(String kind)
      throws Exception {
    KeyPair authority = keys(kind);
    KeyPair holder = keys(kind);
    byte[] own = issue("CN=kubernetes", authority, authority.getPrivate());
    byte[] leaf = issue("O=system:nodes,CN=system:node:a", holder, authority.getPrivate());
    Reissue reissue = new Reissue(own, pem("PRIVATE KEY", authority.getPrivate().getEncoded()));
    String first = reissue.of(leaf, PAST.minusSeconds(60), PAST);
    X509Certificate old = Reissue.certificate(leaf);
    X509Certificate now = Reissue.certificate(first.getBytes(StandardCharsets.US_ASCII));
    now.verify(authority.getPublic());
    assertThat(now.getNotAfter().toInstant()).isEqualTo(PAST);
    assertThat(now.getPublicKey()).isEqualTo(old.getPublicKey());
    assertThat(now.getSubjectX500Principal()).isEqualTo(old.getSubjectX500Principal());
    assertThat(now.getIssuerX500Principal()).isEqualTo(old.getIssuerX500Principal());
    assertThat(now.getExtendedKeyUsage()).isEqualTo(old.getExtendedKeyUsage());
    assertThat(now.getSerialNumber()).isNotEqualTo(old.getSerialNumber());
    assertThat(reissue.of(leaf, PAST.minusSeconds(60), PAST)).isEqualTo(first);
    assertThatThrownBy(() -> now.checkValidity(Date.from(START)))
        .isInstanceOf(java.security.cert.CertificateExpiredException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no PEM",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0"
      })
  void what_is_no_key_is_the_steps_failure_and_nothing_of_it_is_told(String key) throws Exception {
    KeyPair authority = keys("EC");
    byte[] own = issue("CN=kubernetes", authority, authority.getPrivate());
    assertThatThrownBy(() -> new Reissue(own, key.getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(Unexpected.class)
        .hasNoCause()
        .hasMessageContaining("the key of an authority: expected a private key in PEM")
        .hasMessageNotContaining("c2VjcmV0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"})
  void what_is_no_certificate_is_the_steps_failure(String pem) {
    assertThatThrownBy(() -> Reissue.certificate(pem.getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(Unexpected.class);
  }
}
