package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.kernel.Simulation;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Removes what all its owners have left behind ("Garbage Collection"), and pods of nodes that are
 * no more for 40 s. ConfigMaps and Secrets, of which there may be many and of which hardly one is
 * owned, are looked through every few seconds; everything else after each change.
 */
final class Garbage implements Controller {

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(
          Deployment.class,
          ReplicaSet.class,
          DaemonSet.class,
          Service.class,
          Node.class,
          Pod.class,
          EndpointSlice.class);
  private static final List<Class<? extends HasMetadata>> MANY =
      List.of(ConfigMap.class, Secret.class);
  private static final Duration PERIOD = Duration.ofSeconds(5);

  /** A node that is made anew within that time has the pods of the one before. */
  private static final Duration QUARANTINE = Duration.ofSeconds(40);

  private final Informers api;
  private final Simulation simulation;
  private final Map<String, Instant> nodesMissed = new TreeMap<>();
  private Instant next = Instant.MIN;

  Garbage(Informers api, Simulation simulation) {
    this.api = api;
    this.simulation = simulation;
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return KINDS;
  }

  @Override
  public Duration resync() {
    return PERIOD;
  }

  @Override
  public void reconcile() {
    Map<String, Set<String>> there = new HashMap<>();
    for (Class<? extends HasMetadata> type : KINDS) {
      Set<String> uids = there.computeIfAbsent(HasMetadata.getKind(type), kind -> new HashSet<>());
      api.list(type).forEach(owner -> uids.add(owner.getMetadata().getUid()));
    }
    for (Class<? extends HasMetadata> type : KINDS) {
      remove(api.list(type), there);
    }
    if (!simulation.now().isBefore(next)) {
      next = simulation.now().plus(PERIOD);
      MANY.forEach(type -> remove(api.owned(type), there));
    }
    orphans();
  }

  private void remove(List<? extends HasMetadata> objects, Map<String, Set<String>> there) {
    for (HasMetadata object : objects) {
      List<OwnerReference> owners = object.getMetadata().getOwnerReferences();
      if (!owners.isEmpty()
          && !Pods.isTerminating(object)
          && owners.stream().allMatch(owner -> isGone(object, owner, there))) {
        Writes.delete(api, object);
      }
    }
  }

  private boolean isGone(HasMetadata object, OwnerReference owner, Map<String, Set<String>> there) {
    Set<String> known = there.get(owner.getKind());
    if (known != null) {
      return !known.contains(owner.getUid());
    }
    return MANY.stream()
        .filter(type -> HasMetadata.getKind(type).equals(owner.getKind()))
        .anyMatch(type -> isGone(type, object, owner));
  }

  private boolean isGone(
      Class<? extends HasMetadata> type, HasMetadata object, OwnerReference owner) {
    return api.get(type, object.getMetadata().getNamespace(), owner.getName())
        .filter(found -> found.getMetadata().getUid().equals(owner.getUid()))
        .isEmpty();
  }

  private void orphans() {
    Set<String> nodes = new HashSet<>();
    api.list(Node.class).forEach(node -> nodes.add(node.getMetadata().getName()));
    nodesMissed.keySet().removeAll(nodes);
    for (Pod pod : api.list(Pod.class)) {
      String node = Pods.node(pod);
      if (!node.isEmpty() && !nodes.contains(node)) {
        Instant missed = nodesMissed.computeIfAbsent(node, unused -> simulation.now());
        if (!simulation.now().isBefore(missed.plus(QUARANTINE))) {
          Writes.delete(api, pod, 0);
        }
      }
    }
  }
}
