package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.machine.MachineClock;
import dev.firedrill.backend.simulated.pki.Jws;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The controllers bootstrapsigner and tokencleaner: {@code cluster-info} is signed with every
 * bootstrap token, so that a machine that joins by one can trust what it reads there, and tokens
 * that have expired are removed ("Authenticating with Bootstrap Tokens").
 */
final class TokenSigning implements Controller {

  private static final String TYPE = "bootstrap.kubernetes.io/token";
  private static final String SIGNATURE = "jws-kubeconfig-";
  private static final String SIGNED = "kubeconfig";

  private final Informers api;
  private final MachineClock clock;

  TokenSigning(Informers api, MachineClock clock) {
    this.api = api;
    this.clock = clock;
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of(Secret.class);
  }

  /** Who writes cluster-info anew is noticed by then. */
  @Override
  public Duration resync() {
    return Duration.ofSeconds(5);
  }

  @Override
  public void reconcile() {
    Map<String, String> tokens = new TreeMap<>();
    for (Secret secret : api.list(Secret.class)) {
      if (TYPE.equals(secret.getType()) && !Pods.isTerminating(secret)) {
        if (isOver(secret)) {
          Writes.delete(api, secret, 0);
        } else if (data(secret, "usage-bootstrap-signing").equals("true")) {
          tokens.put(data(secret, "token-id"), data(secret, "token-secret"));
        }
      }
    }
    api.get(ConfigMap.class, "kube-public", "cluster-info").ifPresent(map -> sign(map, tokens));
  }

  private void sign(ConfigMap info, Map<String, String> tokens) {
    Map<String, String> known = Optional.ofNullable(info.getData()).orElse(Map.of());
    Map<String, @Nullable String> wanted = new TreeMap<>();
    known.keySet().stream()
        .filter(key -> key.startsWith(SIGNATURE))
        .forEach(key -> wanted.put(key, null));
    String content = known.getOrDefault(SIGNED, "");
    tokens.forEach((id, secret) -> wanted.put(SIGNATURE + id, Jws.detached(id, secret, content)));
    boolean same =
        wanted.entrySet().stream()
            .allMatch(each -> Objects.equals(each.getValue(), known.get(each.getKey())));
    if (!same) {
      Writes.merge(api, info, Map.of("data", wanted));
    }
  }

  private boolean isOver(Secret token) {
    String expiration = data(token, "expiration");
    return !expiration.isEmpty()
        && !clock.now().isBefore(Instant.from(OffsetDateTime.parse(expiration)));
  }

  private static String data(Secret secret, String key) {
    String value = Optional.ofNullable(secret.getData()).map(all -> all.get(key)).orElse("");
    return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
  }
}
