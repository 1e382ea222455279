package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Optional;

/** Reading Node objects. */
final class Nodes {

  private Nodes() {}

  static Optional<Node> find(KubernetesClient client, NodeName node) {
    return Optional.ofNullable(client.nodes().withName(node.value()).get());
  }

  static boolean isReady(Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(
            condition ->
                condition.getType().equals("Ready") && condition.getStatus().equals("True"));
  }

  static boolean isCordoned(Node node) {
    return Boolean.TRUE.equals(node.getSpec().getUnschedulable());
  }

  /**
   * Cordons or uncordons the node as kubectl does, by a patch of that field alone: the kubelet
   * writes the node's status all the time, and a whole node sent back would conflict with it.
   */
  static void cordon(KubernetesClient client, NodeName node, boolean cordoned) {
    client
        .nodes()
        .withName(node.value())
        .patch(
            PatchContext.of(PatchType.STRATEGIC_MERGE),
            "{\"spec\":{\"unschedulable\":" + (cordoned ? "true" : "null") + "}}");
  }

  /** Deletes the node from the API; no effect where it is not there. */
  static void delete(KubernetesClient client, NodeName node) {
    client.nodes().withName(node.value()).delete();
  }

  static String kubeletVersion(Node node) {
    return node.getStatus().getNodeInfo().getKubeletVersion();
  }

  /** A sentence about the node for a message. */
  static String describe(Optional<Node> node) {
    return node.map(
            found ->
                (isReady(found) ? "Ready" : "NotReady")
                    + " at "
                    + kubeletVersion(found)
                    + (isCordoned(found) ? ", cordoned" : ""))
        .orElse("no such node");
  }
}
