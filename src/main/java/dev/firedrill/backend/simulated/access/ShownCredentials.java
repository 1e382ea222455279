package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.api.Credentials;
import dev.firedrill.backend.simulated.machine.Files;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.backend.simulated.pki.Pem;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What a client shows of itself: by a kubeconfig that names a file, the certificate that is in it
 * now, as client-go reads it again; where it is gone, the one that was there last.
 */
final class ShownCredentials {

  private final Kubeconfig kubeconfig;
  private final Files files;
  private String text;
  private long looked;
  private Credentials shown;

  /** By a kubeconfig that was read from that disk just now. */
  ShownCredentials(Kubeconfig kubeconfig, Files files) {
    this.kubeconfig = kubeconfig;
    this.files = files;
    this.text = kubeconfig.certificate();
    this.looked = files.changes();
    this.shown = credentials(kubeconfig.clientCertificate());
  }

  Credentials now() {
    if (!kubeconfig.clientFile().isEmpty() && files.changes() != looked) {
      looked = files.changes();
      files
          .text(kubeconfig.clientFile())
          .filter(now -> !now.equals(text))
          .ifPresent(this::readAgain);
    }
    return shown;
  }

  private void readAgain(String now) {
    text = now;
    shown =
        credentials(Pem.certificates(now.getBytes(StandardCharsets.US_ASCII)).stream().findFirst());
  }

  private Credentials credentials(Optional<X509Certificate> certificate) {
    return new Credentials(certificate.orElse(null), kubeconfig.token());
  }
}
