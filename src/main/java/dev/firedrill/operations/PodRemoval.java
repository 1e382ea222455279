package dev.firedrill.operations;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.Removal;
import dev.firedrill.model.NodeName;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.Eviction;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gets the pods of one node to go, attempt by attempt, and knows what is left and why. */
final class PodRemoval {

  private static final String MIRROR = "kubernetes.io/config.mirror";
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int NOT_FOUND = 404;

  private final OperationContext context;
  private final KubernetesClient client;
  private final NodeName node;
  private final boolean delete;
  private final Map<String, String> left = new TreeMap<>();
  private int removed;

  PodRemoval(OperationContext context, KubernetesClient client, NodeName node, boolean delete) {
    this.context = context;
    this.client = client;
    this.node = node;
    this.delete = delete;
  }

  /** Asks every pod that still has to go to do so. */
  void attempt() {
    List<Pod> pods = podsToMove(client, node);
    left.clear();
    for (Pod pod : pods) {
      String name = pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
      left.put(
          name,
          pod.getMetadata().getDeletionTimestamp() != null ? "is terminating" : remove(pod, name));
    }
  }

  boolean isDone() {
    return left.isEmpty();
  }

  int removed() {
    return removed;
  }

  String whatIsLeft() {
    List<String> sentences = new ArrayList<>();
    left.forEach((pod, why) -> sentences.add("pod " + pod + " " + why));
    return String.join("; ", sentences);
  }

  /** The pods of the node that a drain moves: not those of DaemonSets, static or finished ones. */
  static List<Pod> podsToMove(KubernetesClient client, NodeName node) {
    return client
        .pods()
        .inAnyNamespace()
        .withField("spec.nodeName", node.value())
        .list()
        .getItems()
        .stream()
        .filter(pod -> !isBoundToItsNode(pod) && !isFinished(pod))
        .toList();
  }

  private static boolean isBoundToItsNode(Pod pod) {
    Map<String, String> annotations = pod.getMetadata().getAnnotations();
    return (annotations != null && annotations.containsKey(MIRROR))
        || pod.getMetadata().getOwnerReferences().stream()
            .anyMatch(owner -> owner.getKind().equals("DaemonSet"));
  }

  static boolean isFinished(Pod pod) {
    String phase = pod.getStatus().getPhase();
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  private String remove(Pod pod, String name) {
    try {
      if (delete) {
        client.resource(pod).delete();
      } else {
        evict(pod);
      }
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == NOT_FOUND) {
        return "is gone";
      }
      if (refused.getCode() == TOO_MANY_REQUESTS) {
        return "may not be evicted: " + refused.getStatus().getMessage();
      }
      throw refused;
    }
    removed++;
    context
        .recorder()
        .record(
            new Observation.PodRemoved(
                context.now(), node, name, delete ? Removal.DELETED : Removal.EVICTED));
    return "is terminating";
  }

  /**
   * Posted raw: the typed client's evict answers false alike for a budget and for other refusals.
   */
  private void evict(Pod pod) {
    Eviction eviction =
        new EvictionBuilder()
            .withNewMetadata()
            .withName(pod.getMetadata().getName())
            .withNamespace(pod.getMetadata().getNamespace())
            .endMetadata()
            .build();
    client.raw(
        "/api/v1/namespaces/%s/pods/%s/eviction"
            .formatted(pod.getMetadata().getNamespace(), pod.getMetadata().getName()),
        "POST",
        eviction);
  }
}
