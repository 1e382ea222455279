package dev.firedrill.watch;

import dev.firedrill.history.Observation.PodsSeen;
import dev.firedrill.model.NodeName;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The pods that a drain has to move, and those that it leaves to their DaemonSets; not static or
 * finished ones ("Safely Drain a Node" in the Kubernetes documentation). Found out here and not by
 * the operation that drains.
 */
final class MovablePods {

  private static final String MIRROR = "kubernetes.io/config.mirror";
  private static final Set<String> FINISHED = Set.of("Succeeded", "Failed");

  private final List<Pod> pods;

  MovablePods(List<Pod> pods) {
    this.pods = List.copyOf(pods);
  }

  /** Those on a node; one that ends counts until it is gone. */
  Reading on(NodeName node) {
    List<Pod> there =
        pods.stream()
            .filter(pod -> node.value().equals(pod.getSpec().getNodeName()))
            .filter(pod -> !isStatic(pod) && !isFinished(pod))
            .toList();
    List<String> movable = names(there, pod -> !isOfDaemonSet(pod));
    List<String> ending = names(there, pod -> !isOfDaemonSet(pod) && isEnding(pod));
    List<String> daemons = names(there, MovablePods::isOfDaemonSet);
    return new Reading("pods on " + node, at -> new PodsSeen(at, node, movable, ending, daemons));
  }

  private static List<String> names(List<Pod> pods, Predicate<Pod> which) {
    return pods.stream().filter(which).map(MovablePods::name).sorted().toList();
  }

  private static boolean isStatic(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey(MIRROR);
  }

  private static boolean isOfDaemonSet(Pod pod) {
    return pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getKind().equals("DaemonSet"));
  }

  private static boolean isEnding(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() != null;
  }

  private static boolean isFinished(Pod pod) {
    return pod.getStatus() != null && FINISHED.contains(String.valueOf(pod.getStatus().getPhase()));
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getNamespace()
        + "/"
        + pod.getMetadata().getName()
        + "/"
        + pod.getMetadata().getUid();
  }
}
