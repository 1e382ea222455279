package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.ports.KubernetesAccess;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;

/**
 * Copies the administrator's kubeconfig, and what etcd is administered with, out of the cluster
 * again: a copy made before a renewal is refused once its certificate has expired, whatever was
 * renewed on the nodes. Waits until the copy is accepted by every API server.
 */
public record RefreshKubeconfigs() implements Operation {

  private static final Duration LIMIT = Duration.ofMinutes(6);

  @Override
  public List<String> changes() {
    return List.of("the administrator's kubeconfig is copied out of the cluster again");
  }

  @Override
  public String run(OperationContext context) {
    context.cluster().kubernetes().refresh();
    List<NodeName> controlPlanes = context.cluster().topology().controlPlanes();
    for (NodeName node : controlPlanes) {
      context.await(
          new Condition<>(
              "accepting the administrator's kubeconfig",
              "the API server on node " + node,
              () -> {
                requireAccepted(context.cluster().kubernetes(), node);
                return new Sight.Holds<>(true);
              }),
          LIMIT);
    }
    context.cluster().etcd().refresh();
    return "the administrator's kubeconfig is accepted by " + controlPlanes.size() + " API servers";
  }

  /**
   * A server that is still starting may write the kubeconfig anew only after it was copied: what it
   * refuses as unauthorized is copied again.
   */
  private static void requireAccepted(KubernetesAccess access, NodeName node) {
    try {
      Nodes.find(access.clientOf(node), node);
    } catch (KubernetesClientException refused) {
      if (refused.getCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
        access.refresh();
      }
      throw refused;
    }
  }
}
