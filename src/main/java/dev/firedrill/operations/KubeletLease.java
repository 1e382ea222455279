package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What a node's kubelet says by its lease ("Node heartbeats" in the Kubernetes documentation). */
final class KubeletLease {

  private static final String NAMESPACE = "kube-node-lease";

  private KubeletLease() {}

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

  /** When it was last renewed, by the clock of its node; nothing where there is no lease. */
  static Optional<ZonedDateTime> renewed(KubernetesClient client, NodeName node) {
    Lease lease = client.leases().inNamespace(NAMESPACE).withName(node.value()).get();
    return Optional.ofNullable(lease).map(found -> found.getSpec().getRenewTime());
  }
}
