package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.pki.Identity;
import dev.firedrill.backend.simulated.pki.Trust;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who a client is: by its certificate, by a bootstrap token, by a service account's token, or
 * anonymous where it shows nothing ("Authenticating").
 */
final class Authentication {

  private final Trust trust;
  private final ObjectStore store;
  private final ServiceAccountTokens tokens;
  private final Map<X509Certificate, Known> known = new HashMap<>();

  /** Whom a certificate names, and how long it and whoever signed it are good. */
  private record Known(User user, Instant until) {}

  Authentication(
      List<X509Certificate> authorities, ObjectStore store, ServiceAccountTokens tokens) {
    this.trust = new Trust(authorities);
    this.store = store;
    this.tokens = tokens;
  }

  User of(Credentials credentials, Instant now) {
    X509Certificate certificate = credentials.certificate();
    if (certificate != null) {
      return bearer(certificate, now);
    }
    if (credentials.token().isEmpty()) {
      return User.ANONYMOUS;
    }
    return bootstrapToken(credentials.token(), now)
        .or(() -> tokens.user(credentials.token(), now))
        .orElseThrow(Authentication::unauthorized);
  }

  static User authenticated(String name, List<String> groups) {
    List<String> all = new ArrayList<>(groups);
    all.add("system:authenticated");
    return new User(name, all);
  }

  private User bearer(X509Certificate certificate, Instant now) {
    Known before = known.get(certificate);
    if (before != null && !now.isAfter(before.until())) {
      return before.user();
    }
    if (trust.againstClient(certificate, now).isPresent()) {
      throw unauthorized();
    }
    Identity identity = Identity.of(certificate);
    User user = authenticated(identity.user(), identity.groups());
    known.put(certificate, new Known(user, trust.goodUntil(certificate)));
    return user;
  }

  private Optional<User> bootstrapToken(String token, Instant now) {
    if (!token.matches("[a-z0-9]{6}\\.[a-z0-9]{16}")) {
      return Optional.empty();
    }
    String id = token.substring(0, 6);
    return store
        .get(Resources.named("secrets").key("kube-system", "bootstrap-token-" + id))
        .filter(secret -> secret.path("type").asText().equals("bootstrap.kubernetes.io/token"))
        .filter(secret -> data(secret, "token-secret").equals(token.substring(7)))
        .filter(secret -> data(secret, "usage-bootstrap-authentication").equals("true"))
        .filter(secret -> !isExpired(data(secret, "expiration"), now))
        .map(
            secret -> {
              List<String> groups = new ArrayList<>(List.of("system:bootstrappers"));
              Arrays.stream(data(secret, "auth-extra-groups").split(","))
                  .filter(group -> !group.isBlank())
                  .forEach(groups::add);
              return authenticated("system:bootstrap:" + id, groups);
            });
  }

  private static boolean isExpired(String expiration, Instant now) {
    try {
      return !expiration.isEmpty() && !now.isBefore(Instant.parse(expiration));
    } catch (DateTimeException unreadable) {
      return true;
    }
  }

  private static String data(ObjectNode secret, String field) {
    byte[] value = Base64.getDecoder().decode(secret.path("data").path(field).asText());
    return new String(value, StandardCharsets.UTF_8);
  }

  private static ApiFailure unauthorized() {
    return ApiFailure.of(401, "Unauthorized", "Unauthorized");
  }
}
