package dev.firedrill.operations;

import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some controller manager and some scheduler lead and renew their leases.
 *
 * <p>One that was restarted leaves its lease behind, and for up to 15 s nobody leads: pods that end
 * meanwhile stay among a Service's endpoints, and evicted ones are not replaced. Seen on a single
 * control plane: a drain right after the upgrade sent traffic to pods that were gone.
 */
final class ControllersAtWork {

  static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String NAMESPACE = "kube-system";
  private static final List<String> LEASES = List.of("kube-controller-manager", "kube-scheduler");

  private ControllersAtWork() {}

  /** Each lease is renewed while one looks. */
  static Condition<Boolean> condition(KubernetesClient client) {
    Map<String, ZonedDateTime> firstSeen = new LinkedHashMap<>();
    return new Condition<>(
        "leading, their leases renewed",
        "controller manager and scheduler",
        () -> {
          List<String> idle =
              LEASES.stream().filter(name -> !isRenewed(client, name, firstSeen)).toList();
          return Sight.when(idle.isEmpty(), () -> "no renewal of " + idle + " since " + firstSeen);
        });
  }

  private static boolean isRenewed(
      KubernetesClient client, String name, Map<String, ZonedDateTime> firstSeen) {
    Optional<ZonedDateTime> renewed =
        Optional.ofNullable(client.leases().inNamespace(NAMESPACE).withName(name).get())
            .map(Lease::getSpec)
            .map(spec -> spec.getRenewTime());
    if (renewed.isEmpty()) {
      return false;
    }
    ZonedDateTime first = firstSeen.putIfAbsent(name, renewed.get());
    return first != null && renewed.get().isAfter(first);
  }
}
