package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a node's kubelet reports no more. Its lease says when it was renewed by the clock of the
 * node, which may be wrong; so it is watched, and what counts is whether it changes ("Node
 * heartbeats" in the Kubernetes documentation).
 *
 * <p>It is silent where the lease did not change for 40 s. Where it is that old by what it says,
 * less is enough: that it does not change while two renewals are due; that the controllers, who go
 * by when they saw it change, count the node as unknown; or that its machine is a new one.
 */
final class SilentKubelet {

  /** After that long without a renewal the API server's controllers miss the node. */
  static final Duration MISSED = Duration.ofSeconds(40);

  /** A kubelet renews every 10 s, and at once again where that was refused. */
  static final Duration TWO_RENEWALS = Duration.ofSeconds(25);

  private final KubernetesClient client;
  private final NodeName node;
  private final boolean machineIsNew;
  private final Supplier<Instant> clock;
  private Optional<ZonedDateTime> renewed = Optional.empty();
  private @Nullable Instant unchangedSince;

  private SilentKubelet(
      KubernetesClient client, NodeName node, boolean machineIsNew, Supplier<Instant> clock) {
    this.client = client;
    this.node = node;
    this.machineIsNew = machineIsNew;
    this.clock = clock;
  }

  /**
   * Watched from the first look on.
   *
   * @param machineIsNew true where the machine of that name is no node
   */
  static Condition<Boolean> of(
      KubernetesClient client, NodeName node, boolean machineIsNew, Supplier<Instant> clock) {
    SilentKubelet kubelet = new SilentKubelet(client, node, machineIsNew, clock);
    return new Condition<>(
        "silent for " + MISSED.toSeconds() + " s", "the kubelet of node " + node, kubelet::look);
  }

  private Sight<Boolean> look() {
    Instant now = clock.get();
    Duration unchanged = unchanged(now);
    Duration age = renewed.map(when -> Duration.between(when.toInstant(), now)).orElse(MISSED);
    boolean old = age.compareTo(MISSED) >= 0;
    Duration enough = old ? TWO_RENEWALS : MISSED;
    return Sight.when(
        unchanged.compareTo(enough) >= 0 || old && (machineIsNew || isUnknown()),
        () ->
            "its lease was renewed at %s by the node's clock, and is the same for %d s"
                .formatted(renewed.map(Object::toString).orElse("no time"), unchanged.toSeconds()));
  }

  /** Nobody can renew while the API gives no answer: it is watched anew from then on. */
  private Duration unchanged(Instant now) {
    Optional<ZonedDateTime> seen;
    try {
      seen = KubeletLease.renewed(client, node);
    } catch (KubernetesClientException e) {
      unchangedSince = null;
      throw e;
    }
    Instant since = unchangedSince;
    if (since == null || !seen.equals(renewed)) {
      since = now;
    }
    renewed = seen;
    unchangedSince = since;
    return Duration.between(since, now);
  }

  private boolean isUnknown() {
    return Nodes.find(client, node).stream()
        .flatMap(found -> found.getStatus().getConditions().stream())
        .anyMatch(
            condition ->
                condition.getType().equals("Ready") && condition.getStatus().equals("Unknown"));
  }
}
