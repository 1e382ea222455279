package dev.firedrill.backend.simulated.kubelet;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The images of static pods in the API, for others to look at. */
final class MirrorPods {

  static final String MIRROR = "kubernetes.io/config.mirror";

  private final String node;

  MirrorPods(String node) {
    this.node = node;
  }

  static boolean isMirror(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey(MIRROR);
  }

  /** True where the object in the API is the mirror of that very static pod. */
  static boolean mirrors(Pod mirror, Pod pod) {
    return isMirror(mirror)
        && mirror.getMetadata().getDeletionTimestamp() == null
        && mirror.getMetadata().getName().equals(pod.getMetadata().getName())
        && mirror.getMetadata().getNamespace().equals(pod.getMetadata().getNamespace())
        && mirror.getMetadata().getAnnotations().get(MIRROR).equals(pod.getMetadata().getUid());
  }

  /** True where the API has a mirror of a pod that no manifest has the name of any more. */
  static boolean anyOutlives(Set<String> manifests, List<Pod> inApi) {
    return inApi.stream()
        .filter(MirrorPods::isMirror)
        .anyMatch(mirror -> !manifests.contains(mirror.getMetadata().getName()));
  }

  /**
   * Deletes mirrors of pods that are no more, makes those that lack.
   *
   * @return false where one cannot be made yet
   */
  boolean sync(Informers api, List<Pod> inApi, List<Pod> running) {
    Set<String> mirrored = new HashSet<>();
    for (Pod mirror : inApi.stream().filter(MirrorPods::isMirror).toList()) {
      if (running.stream().anyMatch(pod -> mirrors(mirror, pod))) {
        mirrored.add(mirror.getMetadata().getName());
      } else {
        Writes.delete(api, mirror, 0);
      }
    }
    boolean complete = true;
    for (Pod pod : running) {
      if (!mirrored.contains(pod.getMetadata().getName())) {
        complete &= create(api, pod);
      }
    }
    return complete;
  }

  private boolean create(Informers api, Pod pod) {
    Optional<Node> owner = api.get(Node.class, "", node);
    if (owner.isEmpty()) {
      return false;
    }
    Writes.create(
        api,
        new PodBuilder(pod)
            .editMetadata()
            .withUid(null)
            .addToAnnotations(MIRROR, pod.getMetadata().getUid())
            .withOwnerReferences(
                new OwnerReferenceBuilder()
                    .withApiVersion("v1")
                    .withKind("Node")
                    .withName(node)
                    .withUid(owner.get().getMetadata().getUid())
                    .withController(true)
                    .build())
            .endMetadata()
            .withStatus(null)
            .build());
    return true;
  }
}
