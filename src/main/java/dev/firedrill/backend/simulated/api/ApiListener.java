package dev.firedrill.backend.simulated.api;

import dev.firedrill.backend.simulated.network.Listener;
import java.security.cert.X509Certificate;

/** An API server at an address. */
public interface ApiListener extends Listener {

  /** What it shows to clients, who check it against their CA and the clock. */
  X509Certificate certificate();

  /**
   * Answers at once; takes no time.
   *
   * @param from the host that asks
   */
  ApiReply handle(ApiRequest request, Credentials credentials, String from);
}
