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

/**
 * Some controller manager and some scheduler lead and renew their leases.
 *
 * <p>One that was restarted leaves its lease behind, and for up to 15 s nobody leads: pods that end
 * meanwhile stay among a Service's endpoints, and evicted ones are not replaced. A controller
 * manager that has just come to lead does not do all of its work yet: starting its node-ipam
 * controller takes 10 s, and others wait for it. Seen on a single control plane: a drain right
 * after the upgrade sent traffic to pods that were gone.
 */
final class ControllersAtWork {

  static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String NAMESPACE = "kube-system";
  private static final String CONTROLLER_MANAGER = "kube-controller-manager";
  private static final List<String> LEASES = List.of(CONTROLLER_MANAGER, "kube-scheduler");

  /** How long a controller manager takes to start its controllers, with some to spare. */
  private static final Duration STARTING = Duration.ofSeconds(15);

  private ControllersAtWork() {}

  /** Each lease is renewed while one looks, and the controller manager has led for a while. */
  static Condition<Boolean> condition(KubernetesClient client) {
    Map<String, ZonedDateTime> firstSeen = new LinkedHashMap<>();
    return new Condition<>(
        "leading, their leases renewed",
        "controller manager and scheduler",
        () -> {
          List<String> idle =
              LEASES.stream().filter(name -> !isRenewed(client, name, firstSeen)).toList();
          return Sight.when(
              idle.isEmpty(),
              () ->
                  "no renewal of "
                      + idle
                      + " by one that has led for "
                      + STARTING.toSeconds()
                      + " s");
        });
  }

  private static boolean isRenewed(
      KubernetesClient client, String name, Map<String, ZonedDateTime> firstSeen) {
    Lease lease = client.leases().inNamespace(NAMESPACE).withName(name).get();
    if (lease == null || lease.getSpec().getRenewTime() == null) {
      return false;
    }
    ZonedDateTime renewed = lease.getSpec().getRenewTime();
    ZonedDateTime first = firstSeen.putIfAbsent(name, renewed);
    return first != null && renewed.isAfter(first) && hasStarted(name, lease);
  }

  /** Both instants are the leader's, so that no two clocks are compared. */
  private static boolean hasStarted(String name, Lease lease) {
    ZonedDateTime acquired = lease.getSpec().getAcquireTime();
    return !name.equals(CONTROLLER_MANAGER)
        || (acquired != null
            && Duration.between(acquired, lease.getSpec().getRenewTime()).compareTo(STARTING) >= 0);
  }
}
