package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The controller root-ca-cert-publisher: the ConfigMap {@code kube-root-ca.crt} in every namespace,
 * with the authority that the leader read at its start ({@code --root-ca-file}).
 */
final class RootCertificates implements Controller {

  private static final String NAME = "kube-root-ca.crt";
  private static final String KEY = "ca.crt";
  private static final int GONE = 404;

  private final Informers api;
  private final String authority;

  RootCertificates(Informers api, String authority) {
    this.api = api;
    this.authority = authority;
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of(Namespace.class);
  }

  /** A ConfigMap that somebody removes is made again by then. */
  @Override
  public Duration resync() {
    return Duration.ofSeconds(30);
  }

  @Override
  public void reconcile() {
    for (Namespace namespace : api.list(Namespace.class)) {
      if (!Pods.isTerminating(namespace)) {
        publish(namespace.getMetadata().getName());
      }
    }
  }

  private void publish(String namespace) {
    Optional<ConfigMap> known = api.get(ConfigMap.class, namespace, NAME);
    if (known.isEmpty()) {
      create(namespace);
    } else if (!Objects.equals(known.get().getData(), Map.of(KEY, authority))) {
      Writes.merge(api, known.get(), Map.of("data", Map.of(KEY, authority)));
    }
  }

  private void create(String namespace) {
    try {
      Writes.create(
          api,
          new ConfigMapBuilder()
              .withNewMetadata()
              .withName(NAME)
              .withNamespace(namespace)
              .endMetadata()
              .withData(Map.of(KEY, authority))
              .build());
    } catch (KubernetesClientException e) {
      if (e.getCode() != GONE) {
        throw e;
      }
      // The namespace has gone meanwhile.
    }
  }
}
