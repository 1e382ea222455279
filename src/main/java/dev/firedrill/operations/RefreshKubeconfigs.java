package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
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
    context.cluster().etcd().refresh();
    List<NodeName> controlPlanes = context.cluster().topology().controlPlanes();
    for (NodeName node : controlPlanes) {
      context.await(
          new Condition<>(
              "accepting the administrator's kubeconfig",
              "the API server on node " + node,
              () -> {
                Nodes.find(context.cluster().kubernetes().clientOf(node), node);
                return new Sight.Holds<>(true);
              }),
          LIMIT);
    }
    return "the administrator's kubeconfig is accepted by " + controlPlanes.size() + " API servers";
  }
}
