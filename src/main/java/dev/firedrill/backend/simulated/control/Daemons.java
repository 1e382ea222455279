package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.kernel.Simulation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatusBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The DaemonSet controller: one pod on each node that takes it. A rolling update deletes old pods
 * as far as maxUnavailable allows; a new pod that never becomes ready, as where its image is not on
 * the node, holds up the rest.
 */
final class Daemons implements Controller {

  static final String HASH = "controller-revision-hash";

  private final Informers api;
  private final Simulation simulation;
  private final Map<String, Revision> revisions = new TreeMap<>();

  /** A set as it is at the moment, its template's hash and a pod of it, without a node. */
  private record Revision(DaemonSet set, String hash, Pod pod) {}

  Daemons(Informers api, Simulation simulation) {
    this.api = api;
    this.simulation = simulation;
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of(DaemonSet.class, Pod.class, Node.class);
  }

  @Override
  public void reconcile() {
    for (DaemonSet set : api.list(DaemonSet.class)) {
      if (!Pods.isTerminating(set)) {
        reconcile(set);
      }
    }
  }

  private void reconcile(DaemonSet set) {
    Revision revision = revision(set);
    String hash = revision.hash();
    Map<String, List<Pod>> byNode = new TreeMap<>();
    for (Node node : api.list(Node.class)) {
      if (DaemonPod.belongsOn(revision.pod(), node)) {
        byNode.put(node.getMetadata().getName(), new ArrayList<>());
      }
    }
    for (Pod pod : api.list(Pod.class)) {
      if (Pods.isIn(pod, set) && Pods.isOwnedBy(pod, set)) {
        List<Pod> there = byNode.get(DaemonPod.target(pod));
        if (there == null || Pods.isFinished(pod)) {
          delete(pod);
        } else {
          there.add(pod);
        }
      }
    }
    byNode.forEach((node, pods) -> fill(revision.pod(), node, pods));
    roll(set, hash, byNode);
    report(set, hash, byNode);
  }

  /** Made anew only where the set is to be another. */
  private Revision revision(DaemonSet set) {
    Revision known = revisions.get(set.getMetadata().getUid());
    if (known == null || !Templates.unchanged(known.set(), set)) {
      String hash = Templates.hash(set.getSpec().getTemplate());
      known = new Revision(set, hash, DaemonPod.template(set, hash));
      revisions.put(set.getMetadata().getUid(), known);
    }
    return known;
  }

  private void fill(Pod template, String node, List<Pod> pods) {
    if (pods.isEmpty()) {
      Writes.create(api, DaemonPod.on(template, node));
    } else {
      pods.stream().filter(pod -> !Pods.isTerminating(pod)).skip(1).forEach(this::delete);
    }
  }

  private void roll(DaemonSet set, String hash, Map<String, List<Pod>> byNode) {
    if (set.getSpec().getUpdateStrategy() != null
        && "OnDelete".equals(set.getSpec().getUpdateStrategy().getType())) {
      return;
    }
    int room = maxUnavailable(set, byNode.size());
    List<Pod> candidates = new ArrayList<>();
    for (List<Pod> pods : byNode.values()) {
      boolean serves = pods.stream().anyMatch(DaemonPod::serves);
      room -= serves ? 0 : 1;
      for (Pod pod : pods) {
        if (!isNew(pod, hash) && !Pods.isTerminating(pod)) {
          if (serves) {
            candidates.add(pod);
          } else {
            delete(pod);
          }
        }
      }
    }
    while (room > 0 && !candidates.isEmpty()) {
      Pod chosen = simulation.chance().of(candidates);
      candidates.remove(chosen);
      delete(chosen);
      room--;
    }
  }

  private void report(DaemonSet set, String hash, Map<String, List<Pod>> byNode) {
    int serving = 0;
    int scheduled = 0;
    int updated = 0;
    for (List<Pod> pods : byNode.values()) {
      scheduled += pods.isEmpty() ? 0 : 1;
      serving += pods.stream().anyMatch(DaemonPod::serves) ? 1 : 0;
      updated += pods.stream().anyMatch(pod -> isNew(pod, hash)) ? 1 : 0;
    }
    DaemonSetStatus status =
        new DaemonSetStatusBuilder()
            .withObservedGeneration(set.getMetadata().getGeneration())
            .withDesiredNumberScheduled(byNode.size())
            .withCurrentNumberScheduled(scheduled)
            .withNumberMisscheduled(0)
            .withNumberReady(serving)
            .withNumberAvailable(serving)
            .withNumberUnavailable(byNode.size() - serving)
            .withUpdatedNumberScheduled(updated)
            .build();
    if (!status.equals(set.getStatus())) {
      Writes.status(api, set, status);
    }
  }

  private void delete(Pod pod) {
    if (!Pods.isTerminating(pod)) {
      Writes.delete(api, pod);
    }
  }

  private static boolean isNew(Pod pod, String hash) {
    return hash.equals(Pods.labels(pod.getMetadata()).get(HASH));
  }

  private static int maxUnavailable(DaemonSet set, int nodes) {
    var strategy = set.getSpec().getUpdateStrategy();
    return strategy == null || strategy.getRollingUpdate() == null
        ? 1
        : Templates.share(strategy.getRollingUpdate().getMaxUnavailable(), nodes, true, 1);
  }
}
