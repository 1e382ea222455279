package dev.firedrill.distribution.k3s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.distribution.CertificatePlace;
import dev.firedrill.distribution.NodeCertificate;
import dev.firedrill.model.NodeRole;
import dev.firedrill.testing.Authority;
import dev.firedrill.testing.ScriptedShell;
import dev.firedrill.tools.Shells;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class K3sCertificatesTest {

  private static final String TLS = "/var/lib/rancher/k3s/server/tls/";
  private static final String KUBELET = "/var/lib/rancher/k3s/agent/serving-kubelet.crt";
  private static final String SHOWN = "openssl s_client -noservername -connect 127.0.0.1:";
  private static final Duration YEAR = Duration.ofDays(365);

  private final Authority authority = new Authority("k3s-server-ca");
  private final K3sCertificates certificates = new K3sCertificates();
  private final String ours = authority.issue("cp-1", "", YEAR).certificate();
  private final ScriptedShell server = server();

  @Test
  void what_clients_of_the_api_see_is_read_from_the_listeners_json_and_where_it_is_served() {
    server.answering(SHOWN + "6443", "CONNECTED\n" + authority.issue("k3s", "").certificate());
    assertThat(certificates.inUse(server, NodeRole.CONTROL_PLANE))
        .filteredOn(each -> List.of("dynamic-cert", "k3s as served").contains(each.name()))
        .extracting(NodeCertificate::file)
        .containsExactly(TLS + "dynamic-cert.json", "127.0.0.1:6443");
  }

  @Test
  void nobody_who_listens_shows_nothing() {
    assertThat(certificates.inUse(server, NodeRole.CONTROL_PLANE))
        .noneMatch(each -> each.name().endsWith("as served"));
  }

  @Test
  void the_one_certificate_that_renews_itself_is_no_one_that_can_expire() {
    assertThat(certificates.places(NodeRole.CONTROL_PLANE))
        .filteredOn(place -> !place.canExpire())
        .extracting(CertificatePlace::name)
        .containsExactly("dynamic-cert");
  }

  @Test
  void an_agent_is_rotated_and_started_again() {
    ScriptedShell agent = new ScriptedShell().refusingOnly("systemctl is-enabled k3s");
    certificates.renewAgent(server, agent);
    assertThat(agent.lines())
        .containsSubsequence(
            "/usr/local/bin/k3s certificate rotate", "systemctl restart k3s-agent");
  }

  @Test
  void the_agent_of_a_server_is_left_to_its_server() {
    certificates.renewAgent(server, server);
    assertThat(server.lines()).noneMatch(line -> line.contains("rotate"));
  }

  @Test
  void a_server_that_is_started_again_is_not_waited_for() {
    new K3sControlPlane().resume(server);
    assertThat(server.lines()).containsExactly("systemctl start --no-block k3s");
  }

  @Test
  void a_server_that_was_started_since_is_not_older() {
    serving(ours);
    assertThat(new K3sControlPlane().olderThanTheirCertificates(server)).isEmpty();
  }

  @Test
  void a_server_whose_certificates_were_rotated_and_that_was_not_restarted_is_older() {
    serving(ours);
    server.having(TLS + "dynamic-cert-regenerate", new byte[0]);
    assertThat(new K3sControlPlane().olderThanTheirCertificates(server))
        .containsEntry("k3s-server", TLS + "dynamic-cert-regenerate");
  }

  @Test
  void a_server_without_a_certificate_that_its_start_would_make_is_older() {
    serving(ours);
    server.run(Shells.remove(TLS + "client-scheduler.crt"));
    assertThat(new K3sControlPlane().olderThanTheirCertificates(server).get("k3s-server"))
        .isEqualTo(TLS + "client-scheduler.crt was taken away");
  }

  @Test
  void a_server_whose_kubelet_shows_another_certificate_than_it_has_is_older() {
    serving(authority.issue("cp-1", "", YEAR.plusDays(1)).certificate());
    assertThat(new K3sControlPlane().olderThanTheirCertificates(server))
        .containsEntry("k3s-server", KUBELET);
  }

  private void serving(String certificate) {
    server.answering(SHOWN + "10250", certificate);
  }

  private ScriptedShell server() {
    ScriptedShell shell = new ScriptedShell();
    for (CertificatePlace place : K3sPlaces.of(NodeRole.CONTROL_PLANE)) {
      shell.having(place.file(), content(place).getBytes(StandardCharsets.UTF_8));
    }
    return shell;
  }

  private String content(CertificatePlace place) {
    String inside = Base64.getEncoder().encodeToString(ours.getBytes(StandardCharsets.UTF_8));
    return switch (place.kind()) {
      case KUBECONFIG -> "users: [{user: {client-certificate-data: %s}}]".formatted(inside);
      case SELF_RENEWED -> "{\"data\":{\"tls.crt\":\"%s\"}}".formatted(inside);
      default -> ours;
    };
  }
}
