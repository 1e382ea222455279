package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** What a node's kubelet says by its lease ("Node heartbeats" in the Kubernetes documentation). */
final class KubeletLease {

  /** After that long without a renewal the API server's controllers miss the node. */
  static final Duration MISSED = Duration.ofSeconds(40);

  private static final String NAMESPACE = "kube-node-lease";

  private KubeletLease() {}

  /** The lease was not renewed for 40 s, or is not there. */
  static Condition<Boolean> silent(
      KubernetesClient client, NodeName node, Supplier<Instant> clock) {
    return new Condition<>(
        "silent for " + MISSED.toSeconds() + " s",
        "the kubelet of node " + node,
        () -> {
          Duration age =
              renewed(client, node)
                  .map(when -> Duration.between(when.toInstant(), clock.get()))
                  .orElse(MISSED);
          return Sight.when(
              age.compareTo(MISSED) >= 0,
              () -> "its lease was renewed " + age.toSeconds() + " s ago");
        });
  }

  /** The lease is renewed while one looks: that of a restored snapshot proves nothing. */
  static Condition<Boolean> renewing(KubernetesClient client, NodeName node) {
    AtomicReference<ZonedDateTime> first = new AtomicReference<>();
    return new Condition<>(
        "reporting",
        "the kubelet of node " + node,
        () -> {
          Optional<ZonedDateTime> now = renewed(client, node);
          now.ifPresent(when -> first.compareAndSet(null, when));
          return Sight.when(
              now.filter(when -> when.isAfter(first.get())).isPresent(),
              () -> "its lease: " + now.map(Object::toString).orElse("none"));
        });
  }

  private static Optional<ZonedDateTime> renewed(KubernetesClient client, NodeName node) {
    Lease lease = client.leases().inNamespace(NAMESPACE).withName(node.value()).get();
    return Optional.ofNullable(lease).map(found -> found.getSpec().getRenewTime());
  }
}
