package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;

/**
 * Namespaces: a default service account in each, and the end of one that is deleted, once
 * everything in it is gone.
 */
final class Namespaces implements Controller {

  private static final List<Class<? extends HasMetadata>> CONTENT =
      List.of(
          Deployment.class,
          DaemonSet.class,
          ReplicaSet.class,
          Pod.class,
          Service.class,
          EndpointSlice.class,
          PodDisruptionBudget.class,
          ConfigMap.class,
          Secret.class,
          ServiceAccount.class,
          Lease.class);

  private final Informers api;

  Namespaces(Informers api) {
    this.api = api;
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of(Namespace.class, ServiceAccount.class, Pod.class);
  }

  @Override
  public void reconcile() {
    for (Namespace namespace : api.list(Namespace.class)) {
      if (Pods.isTerminating(namespace)) {
        empty(namespace);
      } else {
        account(namespace.getMetadata().getName());
      }
    }
  }

  private void account(String namespace) {
    boolean there =
        api.list(ServiceAccount.class).stream()
            .anyMatch(
                each ->
                    each.getMetadata().getName().equals("default")
                        && each.getMetadata().getNamespace().equals(namespace));
    if (!there) {
      Writes.create(
          api,
          new ServiceAccountBuilder()
              .withNewMetadata()
              .withName("default")
              .withNamespace(namespace)
              .endMetadata()
              .build());
    }
  }

  private void empty(Namespace namespace) {
    String name = namespace.getMetadata().getName();
    int left = 0;
    for (Class<? extends HasMetadata> type : CONTENT) {
      for (HasMetadata object : api.list(type)) {
        if (name.equals(object.getMetadata().getNamespace())) {
          left++;
          if (!Pods.isTerminating(object)) {
            Writes.delete(api, object);
          }
        }
      }
    }
    if (left == 0) {
      Namespace finalized =
          new NamespaceBuilder(namespace).editOrNewSpec().withFinalizers().endSpec().build();
      api.client().raw("/api/v1/namespaces/" + name + "/finalize", "PUT", finalized);
    }
  }
}
