package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateReportTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static CertificateReport.Entry entry(String name, Duration left, boolean alert) {
    return new CertificateReport.Entry(
        "cp-1",
        name,
        "/etc/kubernetes/" + name,
        "CN=\"odd\"",
        "CN=kubernetes",
        NOW.plus(left),
        left.toDays(),
        alert);
  }

  @Test
  void only_those_that_end_too_soon_are_alerts() {
    CertificateReport report =
        new CertificateReport(
            NOW,
            Duration.ofDays(30),
            List.of(
                entry("ca", Duration.ofDays(3650), false),
                entry("apiserver", Duration.ofDays(29), true)));
    assertThat(report.alerts())
        .extracting(CertificateReport.Entry::name)
        .containsExactly("apiserver");
  }

  @Test
  void metrics_say_the_seconds_that_are_left_also_where_they_are_over() {
    CertificateReport report =
        new CertificateReport(
            NOW, Duration.ofDays(30), List.of(entry("admin.conf", Duration.ofHours(-1), true)));
    assertThat(report.prometheus())
        .isEqualTo(
            """
            # HELP firedrill_certificate_expiry_seconds Time until a certificate expires.
            # TYPE firedrill_certificate_expiry_seconds gauge
            firedrill_certificate_expiry_seconds{node="cp-1",certificate="admin.conf",\
            file="/etc/kubernetes/admin.conf",issuer="CN=kubernetes"} -3600
            """);
  }
}
