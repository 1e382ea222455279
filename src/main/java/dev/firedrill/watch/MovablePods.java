package dev.firedrill.watch;

import dev.firedrill.history.Observation.PodsSeen;
import dev.firedrill.model.NodeName;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pods that a drain has to move: not those of DaemonSets, static or finished ones ("Safely
 * Drain a Node" in the Kubernetes documentation). Found out here and not by the operation that
 * drains.
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
    List<String> names =
        pods.stream()
            .filter(pod -> node.value().equals(pod.getSpec().getNodeName()))
            .filter(pod -> !isBoundToItsNode(pod) && !isFinished(pod))
            .map(MovablePods::name)
            .sorted()
            .toList();
    return new Reading("pods on " + node, at -> new PodsSeen(at, node, names));
  }

  private static boolean isBoundToItsNode(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return (annotations != null && annotations.containsKey(MIRROR))
        || pod.getMetadata().getOwnerReferences().stream()
            .anyMatch(owner -> owner.getKind().equals("DaemonSet"));
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
