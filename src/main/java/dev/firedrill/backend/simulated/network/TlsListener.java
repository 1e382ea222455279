package dev.firedrill.backend.simulated.network;

import java.security.cert.X509Certificate;
import java.util.Optional;

/** What answers by TLS, and shows a certificate to whoever connects. */
public interface TlsListener extends Listener {

  /** The certificate that is shown now; nothing where it has none. */
  Optional<X509Certificate> shown();
}
