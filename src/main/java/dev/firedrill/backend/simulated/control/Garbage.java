package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Removes what its owner has left behind, and pods of nodes that are no more. */
final class Garbage implements Controller {

  private static final List<Class<? extends HasMetadata>> OWNERS =
      List.of(Deployment.class, ReplicaSet.class, DaemonSet.class, Service.class, Node.class);
  private static final List<Class<? extends HasMetadata>> OWNED =
      List.of(ReplicaSet.class, Pod.class, EndpointSlice.class);
  private static final Set<String> KINDS =
      Set.of("Deployment", "ReplicaSet", "DaemonSet", "Service", "Node");

  private final Informers api;

  Garbage(Informers api) {
    this.api = api;
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of(
        Deployment.class,
        ReplicaSet.class,
        DaemonSet.class,
        Service.class,
        Node.class,
        Pod.class,
        EndpointSlice.class);
  }

  @Override
  public void reconcile() {
    Set<String> owners = new HashSet<>();
    for (Class<? extends HasMetadata> type : OWNERS) {
      api.list(type).forEach(owner -> owners.add(owner.getMetadata().getUid()));
    }
    for (Class<? extends HasMetadata> type : OWNED) {
      for (HasMetadata object : api.list(type)) {
        if (!Pods.isTerminating(object)
            && Pods.controller(object).filter(owner -> isGone(owner, owners)).isPresent()) {
          api.client().resource(object).delete();
        }
      }
    }
    orphans();
  }

  private static boolean isGone(OwnerReference owner, Set<String> owners) {
    return KINDS.contains(owner.getKind()) && !owners.contains(owner.getUid());
  }

  private void orphans() {
    Set<String> nodes = new HashSet<>();
    api.list(Node.class).forEach(node -> nodes.add(node.getMetadata().getName()));
    for (Pod pod : api.list(Pod.class)) {
      if (!Pods.node(pod).isEmpty() && !nodes.contains(Pods.node(pod))) {
        Writes.delete(api, pod, 0);
      }
    }
  }
}
