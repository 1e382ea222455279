package dev.firedrill.backend.simulated.api;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By what a client says who it is.
 *
 * @param certificate its certificate, or null; that it holds the key is taken for granted
 * @param token a bearer token, or empty
 * @param actsAs as whom it wants to be answered, or empty for itself
 * @param actsInGroups the groups of whom it acts as
 */
public record Credentials(
    @Nullable X509Certificate certificate, String token, String actsAs, List<String> actsInGroups) {

  /** Copies the groups. */
  public Credentials {
    actsInGroups = List.copyOf(actsInGroups);
  }

  /** Of a client that speaks for itself. */
  public Credentials(@Nullable X509Certificate certificate, String token) {
    this(certificate, token, "", List.of());
  }
}
