package dev.firedrill.backend.simulated.pki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Files;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PkiTest {

  private static final Instant NOW = Simulation.BEGINNING;

  private final Keys keys = new Keys(new Simulation(7));
  private final Authority authority =
      Authority.create(keys, "kubernetes", NOW, Authority.AUTHORITY_VALIDITY);
  private final Issued admin =
      authority.issue(
          keys,
          Subject.client("kubernetes-admin", "kubeadm:cluster-admins"),
          NOW,
          Authority.LEAF_VALIDITY);

  private static Trust trust(Authority authority) {
    return new Trust(List.of(authority.certificate()));
  }

  @Test
  void a_client_certificate_of_the_authority_is_trusted_and_names_user_and_groups() {
    assertThat(trust(authority).againstClient(admin.certificate(), NOW)).isEmpty();
    assertThat(Identity.of(admin.certificate()))
        .isEqualTo(new Identity("kubernetes-admin", List.of("kubeadm:cluster-admins")));
  }

  @Test
  void a_certificate_is_refused_after_its_time_and_before_it() {
    assertThat(trust(authority).againstClient(admin.certificate(), NOW.plus(Duration.ofDays(366))))
        .hasValueSatisfying(why -> assertThat(why).contains("expired", "is after"));
    assertThat(trust(authority).againstClient(admin.certificate(), NOW.minusSeconds(1)))
        .hasValueSatisfying(why -> assertThat(why).contains("is before"));
  }

  @Test
  void a_certificate_of_an_expired_authority_is_refused() {
    Authority brief = Authority.create(keys, "brief", NOW, Duration.ofDays(1));
    Issued leaf = brief.issue(keys, Subject.client("someone"), NOW, Duration.ofDays(30));
    assertThat(trust(brief).againstClient(leaf.certificate(), NOW.plus(Duration.ofDays(2))))
        .isPresent();
  }

  @Test
  void an_authority_of_the_same_name_with_another_key_is_a_stranger() {
    Authority other = Authority.create(keys, "kubernetes", NOW, Authority.AUTHORITY_VALIDITY);
    assertThat(trust(other).againstClient(admin.certificate(), NOW))
        .contains("x509: certificate signed by unknown authority");
  }

  @Test
  void a_server_is_trusted_under_its_names_only_and_is_no_client() {
    Issued server =
        authority.issue(
            keys,
            Subject.server("kube-apiserver", List.of("cp-1"), List.of("10.96.0.1")),
            NOW,
            Authority.LEAF_VALIDITY);
    Trust trust = trust(authority);
    assertThat(trust.againstServer(server.certificate(), "cp-1", NOW)).isEmpty();
    assertThat(trust.againstServer(server.certificate(), "10.96.0.1", NOW)).isEmpty();
    assertThat(trust.againstServer(server.certificate(), "10.0.0.9", NOW))
        .contains("x509: certificate is valid for cp-1, 10.96.0.1, not 10.0.0.9");
    assertThat(trust.againstClient(server.certificate(), NOW)).isPresent();
  }

  @Test
  void what_an_expired_authority_signed_is_refused_unless_a_newer_certificate_of_it_is_trusted() {
    Authority old = authority.moved(Authority.AUTHORITY_VALIDITY.plusDays(1).negated());
    assertThat(trust(old).againstClient(admin.certificate(), NOW))
        .hasValueSatisfying(why -> assertThat(why).contains("has expired"));
    Trust both = new Trust(List.of(old.certificate(), authority.certificate()));
    assertThat(both.againstClient(admin.certificate(), NOW)).isEmpty();
  }

  @Test
  void a_request_is_signed_for_no_longer_than_its_authority_is_good() {
    KeyPair holder = keys.leaf();
    SigningRequest request =
        SigningRequest.parse(
            bytes(
                SigningRequest.of(holder, Subject.client("system:node:a", "system:nodes")).pem()));
    Authority ends = Authority.create(keys, "ca", NOW, Duration.ofMinutes(8));
    assertThat(request.signedBy(ends, NOW).getNotAfter())
        .isEqualTo(ends.certificate().getNotAfter());
  }

  @Test
  void a_program_reads_its_own_certificate_again_and_its_authorities_only_when_it_starts() {
    Files files = new Files(() -> NOW);
    Authority other = Authority.create(keys, "other", NOW, Duration.ofDays(9));
    files.write("/own.crt", admin.certificatePem());
    files.write("/ca.crt", other.asIssued().certificatePem());
    Issued serving =
        authority.issue(
            keys,
            Subject.server("etcd", List.of("cp-1"), List.of()).alsoClient(),
            NOW,
            Authority.LEAF_VALIDITY);
    Files servers = new Files(() -> NOW);
    servers.write("/own.crt", serving.certificatePem());
    servers.write("/ca.crt", authority.asIssued().certificatePem());
    FileIdentity server = new FileIdentity(servers, "/own.crt", "/ca.crt");
    FileIdentity client = new FileIdentity(files, "/own.crt", "/ca.crt");
    assertThat(client.refusedBy(server, "cp-1")).isPresent();
    files.write("/ca.crt", authority.asIssued().certificatePem());
    assertThat(client.refusedBy(server, "cp-1")).isPresent();
    assertThat(new FileIdentity(files, "/own.crt", "/ca.crt").refusedBy(server, "cp-1")).isEmpty();
  }

  /** What runs of a real k3s goes on with its etcd when the certificates of both have expired. */
  @Test
  void two_that_are_connected_stay_so_whatever_becomes_of_their_files_until_the_way_is_lost() {
    Issued both =
        authority.issue(
            keys,
            Subject.server("etcd", List.of("cp-1"), List.of()).alsoClient(),
            NOW,
            Authority.LEAF_VALIDITY);
    Files files = new Files(() -> NOW);
    files.write("/server.crt", both.certificatePem());
    files.write("/client.crt", both.certificatePem());
    files.write("/ca.crt", authority.asIssued().certificatePem());
    FileIdentity server = new FileIdentity(files, "/server.crt", "/ca.crt");
    FileIdentity client = new FileIdentity(files, "/client.crt", "/ca.crt");
    assertThat(client.refusedBy(server, "cp-1")).isEmpty();

    files.delete("/server.crt");
    assertThat(client.refusedBy(server, "cp-1")).isEmpty();
    assertThat(server.refusedBy(client, "cp-1")).hasValue("tls: no certificate");

    client.lost("cp-2");
    assertThat(client.refusedBy(server, "cp-1")).isEmpty();
    client.lost("cp-1");
    assertThat(client.refusedBy(server, "cp-1")).hasValue("remote error: tls: internal error");
  }

  @Test
  void equal_seeds_make_equal_certificates_and_others_different_ones() {
    assertThat(made(3)).isEqualTo(made(3)).isNotEqualTo(made(4));
  }

  private static String made(long seed) {
    Keys fresh = new Keys(new Simulation(seed));
    Authority ca = Authority.create(fresh, "ca", NOW, Duration.ofDays(9));
    Issued leaf = ca.issue(fresh, Subject.client("x"), NOW, Duration.ofDays(1));
    return leaf.certificatePem() + leaf.keyPem() + ca.asIssued().keyPem();
  }

  @Test
  void an_authority_read_from_its_files_signs_like_before() {
    Authority read =
        Authority.parse(
            bytes(authority.asIssued().certificatePem()), bytes(authority.asIssued().keyPem()));
    Issued leaf = read.issue(keys, Subject.client("x"), NOW, Duration.ofDays(1));
    assertThat(trust(authority).againstClient(leaf.certificate(), NOW)).isEmpty();
  }

  @Test
  void a_kubelets_request_becomes_the_certificate_it_asked_for() {
    KeyPair holder = keys.leaf();
    String pem =
        SigningRequest.of(holder, Subject.client("system:node:worker-1", "system:nodes")).pem();
    SigningRequest request = SigningRequest.parse(bytes(pem));
    Issued signed =
        new Issued(
            request.signedBy(authority, NOW),
            Pem.key(
                bytes(
                    new Issued(
                            admin.certificate(),
                            (java.security.interfaces.ECPrivateKey) holder.getPrivate())
                        .keyPem())));
    assertThat(Identity.of(signed.certificate()))
        .isEqualTo(new Identity("system:node:worker-1", List.of("system:nodes")));
    assertThat(trust(authority).againstClient(signed.certificate(), NOW)).isEmpty();
  }

  @Test
  void a_kubeconfig_is_read_as_it_was_written() {
    Kubeconfig written =
        new Kubeconfig(
            "ha",
            "https://172.30.2.10:6443",
            authority.asIssued().certificatePem(),
            "kubernetes-admin",
            admin.certificatePem(),
            admin.keyPem(),
            "");
    Kubeconfig read = Kubeconfig.parse(bytes(written.yaml()));
    assertThat(read).isEqualTo(written);
    assertThat(read.host()).isEqualTo("172.30.2.10");
    assertThat(read.port()).isEqualTo(6443);
    assertThat(read.trust().againstClient(read.clientCertificate().orElseThrow(), NOW)).isEmpty();
  }

  @Test
  void a_kubelets_kubeconfig_finds_its_certificate_in_the_file_it_names() {
    Kubeconfig written = new Kubeconfig("ha", "https://a:6443", "", "system:node:x", "", "", "");
    Files files = new Files();
    files.write("/pki/current.pem", admin.certificatePem() + admin.keyPem());
    Kubeconfig read = Kubeconfig.parse(bytes(written.yamlNaming("/pki/current.pem")), files);
    assertThat(read.clientCertificate()).contains(admin.certificate());
    assertThat(Pem.key(bytes(read.key()))).isEqualTo(admin.key());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
