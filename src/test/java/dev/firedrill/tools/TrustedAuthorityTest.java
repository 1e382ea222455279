package dev.firedrill.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Keys;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TrustedAuthorityTest {

  private static final Instant THEN = Instant.parse("2025-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static String authority(String name, Instant from) {
    KeyPair key = Keys.of(name);
    return Authority.create(key, name, from, Duration.ofDays(9)).asIssued().certificatePem();
  }

  private static String cluster(String authority) {
    return "- cluster:\n    certificate-authority-data: %s\n    server: https://a:6443\n"
        .formatted(Base64.getEncoder().encodeToString(bytes(authority)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void a_kubeconfig_gets_the_other_certificate_of_its_authority() {
    String old = cluster(authority("ours", THEN));
    String renewed = TrustedAuthority.in(old, bytes(authority("ours", NOW)));
    assertThat(renewed).isEqualTo(cluster(authority("ours", NOW))).isNotEqualTo(old);
    assertThat(TrustedAuthority.of(renewed))
        .contains(Reissue.certificate(bytes(authority("ours", NOW))));
  }

  @Test
  void the_authority_of_another_cluster_in_the_same_file_is_left_alone() {
    String both = cluster(authority("theirs", THEN)) + cluster(authority("ours", THEN));
    assertThat(TrustedAuthority.in(both, bytes(authority("ours", NOW))))
        .isEqualTo(cluster(authority("theirs", THEN)) + cluster(authority("ours", NOW)));
  }

  @Test
  void what_cannot_be_read_is_left_alone_and_is_no_authority() {
    String broken = "certificate-authority-data: bm90aGluZw==\n";
    assertThat(TrustedAuthority.in(broken, bytes(authority("ours", NOW)))).isEqualTo(broken);
    assertThat(TrustedAuthority.of(broken)).isEmpty();
    assertThat(TrustedAuthority.of("certificate-authority: /a/file\n")).isEmpty();
  }
}
