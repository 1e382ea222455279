package dev.firedrill.backend.simulated.pki;

import dev.firedrill.backend.simulated.machine.Files;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a program shows and whom it trusts, in files, as etcd and its clients read them: their own
 * certificate again at every handshake, the authorities' once, when they start. Each side looks at
 * the other's dates by the clock of its own machine. Two that have agreed stay connected while both
 * run, whatever becomes of their certificates and clocks, until the way between them is lost.
 */
public final class FileIdentity {

  private final Files files;
  private final String certificateFile;
  private final Trust trust;

  /** The servers that it is connected to, and by which host it called them. */
  private final Map<FileIdentity, String> connected = new HashMap<>();

  private long looked = -1;
  private String text = "";
  private Optional<X509Certificate> certificate = Optional.empty();

  /** Reads the authorities' certificates. */
  public FileIdentity(Files files, String certificateFile, String authorityFile) {
    this.files = files;
    this.certificateFile = certificateFile;
    this.trust = new Trust(certificates(files.text(authorityFile).orElse("")));
  }

  /** Its own certificate, as it is in its file now; nothing where there is none. */
  public Optional<X509Certificate> certificate() {
    if (files.changes() != looked) {
      looked = files.changes();
      String now = files.text(certificateFile).orElse("");
      if (!now.equals(text)) {
        text = now;
        certificate = certificates(now).stream().findFirst();
      }
    }
    return certificate;
  }

  /** Why there is no connection from this one to that server; nothing where there is one. */
  public Optional<String> refusedBy(FileIdentity server, String host) {
    if (connected.containsKey(server)) {
      return Optional.empty();
    }
    Optional<String> problem = handshake(server, host);
    if (problem.isEmpty()) {
      connected.put(server, host);
    }
    return problem;
  }

  /** Nothing reaches that host any more: who connects again has to agree again. */
  public void lost(String host) {
    connected.values().removeIf(host::equals);
  }

  private Optional<String> handshake(FileIdentity server, String host) {
    Optional<X509Certificate> own = certificate();
    Optional<X509Certificate> theirs = server.certificate();
    if (own.isEmpty()) {
      return Optional.of("tls: no certificate");
    }
    if (theirs.isEmpty()) {
      return Optional.of("remote error: tls: internal error");
    }
    return trust
        .againstServer(theirs.get(), host, files.now())
        .map(why -> "tls: failed to verify certificate: " + why)
        .or(
            () ->
                server
                    .trust
                    .againstClient(own.get(), server.files.now())
                    .map(why -> "remote error: tls: bad certificate: " + why));
  }

  private static List<X509Certificate> certificates(String pem) {
    return Pem.certificates(pem.getBytes(StandardCharsets.US_ASCII));
  }
}
