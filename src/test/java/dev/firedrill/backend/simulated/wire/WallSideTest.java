package dev.firedrill.backend.simulated.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Issued;
import dev.firedrill.backend.simulated.pki.Keys;
import dev.firedrill.backend.simulated.pki.Subject;
import dev.firedrill.backend.simulated.pki.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A client by the wall clock sees of a certificate what one by the virtual clock would see. */
class WallSideTest {

  private static final Instant BEGINNING = Simulation.BEGINNING;
  private static final Duration AHEAD = Duration.ofDays(1000);
  private static final String PKI = "/etc/kubernetes/pki/";

  private final Keys keys = new Keys(new Simulation(1));
  private final Authority authority =
      Authority.create(keys, "kubernetes", BEGINNING, Authority.AUTHORITY_VALIDITY);
  private final WallSide wall = new WallSide(AHEAD);

  @Test
  void what_is_good_in_the_simulation_is_good_by_the_wall_clock_and_on_loopback() {
    Files files = files(authority, Duration.ofDays(1));
    Trust trust = new Trust(List.of(wall.authority(files, PKI + "ca")));
    Instant now = BEGINNING.plus(AHEAD).plus(Duration.ofHours(1));
    for (String host : List.of("127.0.0.1", "localhost", "10.0.0.1", "cp-1")) {
      assertThat(
              trust.againstServer(
                  wall.serving(files, PKI + "apiserver", PKI + "ca").certificate(), host, now))
          .isEmpty();
    }
  }

  @Test
  void what_is_expired_in_the_simulation_is_expired_by_the_wall_clock() {
    Files files = files(authority, Duration.ofDays(1));
    Trust trust = new Trust(List.of(wall.authority(files, PKI + "ca")));
    Instant twoDaysLater = BEGINNING.plus(AHEAD).plus(Duration.ofDays(2));
    assertThat(
            trust.againstServer(
                wall.serving(files, PKI + "apiserver", PKI + "ca").certificate(),
                "127.0.0.1",
                twoDaysLater))
        .hasValueSatisfying(problem -> assertThat(problem).contains("has expired"));
  }

  @Test
  void a_certificate_that_its_authority_did_not_sign_is_shown_as_it_is() {
    Authority other = Authority.create(keys, "kubernetes", BEGINNING, Authority.AUTHORITY_VALIDITY);
    Files files = files(other, Duration.ofDays(1));
    files.write(PKI + "ca.crt", authority.asIssued().certificatePem());
    files.write(PKI + "ca.key", authority.asIssued().keyPem());
    Trust trust = new Trust(List.of(wall.authority(files, PKI + "ca")));
    assertThat(
            trust.againstServer(
                wall.serving(files, PKI + "apiserver", PKI + "ca").certificate(),
                "10.0.0.1",
                BEGINNING.plus(AHEAD)))
        .hasValueSatisfying(problem -> assertThat(problem).contains("unknown authority"));
  }

  private Files files(Authority by, Duration validity) {
    Issued server =
        by.issue(
            keys,
            Subject.server("kube-apiserver", List.of("cp-1"), List.of("10.0.0.1")),
            BEGINNING,
            validity);
    Files files = new Files();
    files.write(PKI + "ca.crt", by.asIssued().certificatePem());
    files.write(PKI + "ca.key", by.asIssued().keyPem());
    files.write(PKI + "apiserver.crt", server.certificatePem());
    files.write(PKI + "apiserver.key", server.keyPem());
    return files;
  }
}
