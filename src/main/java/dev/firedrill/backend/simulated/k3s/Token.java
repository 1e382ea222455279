package dev.firedrill.backend.simulated.k3s;

import dev.firedrill.model.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * A token by which machines join: a secret, and where it is written in full the digest of the
 * authority that the server has to have.
 *
 * @param authority the digest; empty where any will do
 * @param secret the secret
 */
record Token(String authority, String secret) {

  private static final String FULL = "K10";
  private static final String SEPARATOR = "::server:";
  private static final int KEY = 12;

  static Token parse(String text) {
    String stripped = text.strip();
    int at = stripped.indexOf(SEPARATOR);
    return stripped.startsWith(FULL) && at > 0
        ? new Token(
            stripped.substring(FULL.length(), at), stripped.substring(at + SEPARATOR.length()))
        : new Token("", stripped);
  }

  /** The digest of an authority's certificate. */
  static String digest(String certificate) {
    return Sha256.hex(certificate.getBytes(StandardCharsets.US_ASCII));
  }

  /** The same, saying whose it is. */
  Token of(String certificate) {
    return new Token(digest(certificate), secret);
  }

  /** Where in etcd the data is kept that is encrypted by it. */
  String key() {
    return "/bootstrap/" + Sha256.hex(secret.getBytes(StandardCharsets.UTF_8)).substring(0, KEY);
  }

  /** As the file has it. */
  String text() {
    return (authority.isEmpty() ? "" : FULL + authority + SEPARATOR) + secret + "\n";
  }
}
