package dev.firedrill.distribution;

import java.time.Duration;
import java.time.Instant;

/**
 * A certificate in use on a node.
 *
 * @param name as the distribution calls it, for example {@code apiserver} or {@code admin.conf}
 * @param file the file it was read from
 * @param subject whom it names
 * @param issuer who signed it
 * @param notAfter when it expires
 */
public record NodeCertificate(
    String name, String file, String subject, String issuer, Instant notAfter) {

  /** How long it is still good at that moment; negative where it has expired. */
  public Duration left(Instant now) {
    return Duration.between(now, notAfter);
  }
}
