package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The ReplicaSet controller: as many pods as are wanted, those that do not serve go first. */
final class Replicas implements Controller {

  private final Informers api;
  private final SortedPods sorted = SortedPods.byController();

  Replicas(Informers api) {
    this.api = api;
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of(ReplicaSet.class, Pod.class);
  }

  @Override
  public void reconcile() {
    for (ReplicaSet set : api.list(ReplicaSet.class)) {
      List<Pod> pods =
          sorted.of(set.getMetadata().getUid(), api.list(Pod.class)).stream()
              .filter(pod -> Pods.isIn(pod, set) && Pods.isActive(pod))
              .toList();
      if (!Pods.isTerminating(set)) {
        scale(set, pods);
      }
      report(set, pods);
    }
  }

  private void scale(ReplicaSet set, List<Pod> pods) {
    int wanted = wanted(set);
    for (int i = pods.size(); i < wanted; i++) {
      Writes.create(api, Templates.pod(set.getSpec().getTemplate(), set, Map.of()));
    }
    pods.stream()
        .sorted(
            Comparator.comparing(Pods::isReady)
                .thenComparing(
                    pod -> pod.getMetadata().getCreationTimestamp(), Comparator.reverseOrder())
                .thenComparing(pod -> pod.getMetadata().getName()))
        .limit(Math.max(0, pods.size() - wanted))
        .forEach(pod -> Writes.delete(api, pod));
  }

  private void report(ReplicaSet set, List<Pod> pods) {
    int ready = Math.toIntExact(pods.stream().filter(Pods::isReady).count());
    ReplicaSetStatus status =
        new ReplicaSetStatusBuilder()
            .withReplicas(pods.size())
            .withFullyLabeledReplicas(pods.size())
            .withReadyReplicas(ready)
            .withAvailableReplicas(ready)
            .withObservedGeneration(set.getMetadata().getGeneration())
            .build();
    if (!status.equals(set.getStatus())) {
      Writes.status(api, set, status);
    }
  }

  static int wanted(ReplicaSet set) {
    Integer replicas = set.getSpec().getReplicas();
    return replicas == null ? 1 : replicas;
  }
}
