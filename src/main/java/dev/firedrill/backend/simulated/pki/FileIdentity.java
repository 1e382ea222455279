package dev.firedrill.backend.simulated.pki;

import dev.firedrill.backend.simulated.machine.Files;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a program shows and whom it trusts, in files, as etcd and its clients read them: their own
 * certificate again at every handshake, the authorities' once, when they start. Each side looks at
 * the other's dates by the clock of its own machine; two that have agreed stay connected, so that a
 * clock that is put back later changes nothing, and one whose file is taken away goes on.
 */
public final class FileIdentity {

  private final Files files;
  private final String certificateFile;
  private final Trust trust;
  private final Map<FileIdentity, Agreed> agreed = new HashMap<>();
  private long looked = -1;
  private String text = "";
  private State state;

  /** Both sides as they were when they agreed, and until when each does, by its own clock. */
  private record Agreed(State one, State other, Instant until, Instant otherUntil) {

    boolean holds(State own, State theirs, Instant now, Instant otherNow) {
      return one == own && other == theirs && !now.isAfter(until) && !otherNow.isAfter(otherUntil);
    }
  }

  private record State(Optional<X509Certificate> certificate, Trust trust) {}

  /** Reads the authorities' certificates. */
  public FileIdentity(Files files, String certificateFile, String authorityFile) {
    this.files = files;
    this.certificateFile = certificateFile;
    this.trust = new Trust(certificates(files, authorityFile));
    this.state = new State(Optional.empty(), trust);
  }

  /** Its own certificate, as it is in its file now; nothing where there is none. */
  public Optional<X509Certificate> certificate() {
    return state().certificate();
  }

  /** Why a connection from this one to that server fails now; nothing where it holds. */
  public Optional<String> refusedBy(FileIdentity server, String host) {
    Instant now = files.now();
    Instant otherNow = server.files.now();
    State own = state();
    State other = server.state();
    Agreed before = agreed.get(server);
    if (before != null && before.holds(own, other, now, otherNow)) {
      return Optional.empty();
    }
    Optional<String> problem = problem(own, other, host, now, otherNow);
    if (problem.isEmpty()) {
      agreed.put(
          server,
          new Agreed(
              own,
              other,
              own.trust().goodUntil(other.certificate().orElseThrow()),
              other.trust().goodUntil(own.certificate().orElseThrow())));
    }
    return problem;
  }

  private static Optional<String> problem(
      State client, State server, String host, Instant now, Instant serverNow) {
    if (client.certificate().isEmpty() || server.certificate().isEmpty()) {
      return Optional.of("tls: no certificate");
    }
    return client
        .trust()
        .againstServer(server.certificate().get(), host, now)
        .map(why -> "tls: failed to verify certificate: " + why)
        .or(
            () ->
                server
                    .trust()
                    .againstClient(client.certificate().get(), serverNow)
                    .map(why -> "remote error: tls: bad certificate: " + why));
  }

  private State state() {
    if (files.changes() != looked) {
      looked = files.changes();
      String now = files.text(certificateFile).orElse("");
      boolean taken = now.isEmpty() && state.certificate().isPresent();
      if (!taken && !now.equals(text)) {
        text = now;
        state = new State(certificates(files, certificateFile).stream().findFirst(), trust);
      }
    }
    return state;
  }

  private static List<X509Certificate> certificates(Files files, String file) {
    return Pem.certificates(files.text(file).orElse("").getBytes(StandardCharsets.US_ASCII));
  }
}
