package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.ports.KubernetesAccess;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.util.List;

/**
 * Starts every control plane that was stopped: the etcd members first, then, once they agree, the
 * rest. Waits until every API server answers.
 */
public record StartControlPlane() implements Operation {

  private static final Duration ETCD_LIMIT = Duration.ofMinutes(3);
  private static final Duration API_LIMIT = Duration.ofMinutes(5);

  @Override
  public List<String> changes() {
    return List.of(
        "etcd members are started everywhere, then API servers, controller managers, schedulers");
  }

  @Override
  public String run(OperationContext context) {
    List<NodeName> nodes = context.cluster().topology().controlPlanes();
    nodes.forEach(node -> context.distribution().controlPlane().startEtcd(context.shell(node)));
    context.await(VerifyEtcd.whole(context), ETCD_LIMIT);
    nodes.forEach(node -> context.distribution().controlPlane().start(context.shell(node)));
    for (NodeName node : nodes) {
      context.await(serving(context.cluster().kubernetes(), node), API_LIMIT);
    }
    return "etcd agrees and every API server answers on " + nodes;
  }

  /** An authorised read, which a server whose RBAC is not loaded yet refuses. */
  static Condition<Boolean> serving(KubernetesAccess kubernetes, NodeName node) {
    return new Condition<>(
        "serving",
        "the API server on node " + node,
        () ->
            Sight.when(
                Nodes.find(kubernetes.clientOf(node), node).isPresent(),
                () -> "it knows no such node"));
  }
}
