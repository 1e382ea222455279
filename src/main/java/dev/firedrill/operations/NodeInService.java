package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a node does its work: as a node, and as a control plane where it is one. */
final class NodeInService {

  private final OperationContext context;
  private final NodeName name;
  private final String version;

  NodeInService(OperationContext context, NodeName name, Version version) {
    this.context = context;
    this.name = name;
    this.version = version.toString();
  }

  /** Ready at the version, its pods ready, its part of the control plane answering. */
  Condition<Boolean> condition() {
    return new Condition<>(
        "in service at " + version,
        "node " + name,
        () -> {
          List<String> amiss = new ArrayList<>();
          if (context.cluster().topology().controlPlanes().contains(name)) {
            controlPlane(amiss);
          }
          node(amiss);
          return Sight.when(amiss.isEmpty(), () -> String.join("; ", amiss));
        });
  }

  /** An authorised read, which a server whose RBAC is not loaded yet refuses. */
  private void controlPlane(List<String> amiss) {
    KubernetesClient direct = context.cluster().kubernetes().clientOf(name);
    if (Nodes.find(direct, name).isEmpty()) {
      amiss.add("its API server knows no such node");
    }
    if (!context.cluster().etcd().healthy(name)) {
      amiss.add("its etcd member is not healthy");
    }
  }

  private void node(List<String> amiss) {
    KubernetesClient client = context.cluster().kubernetes().client();
    Optional<Node> node = Nodes.find(client, name);
    if (node.filter(Nodes::isReady).map(Nodes::kubeletVersion).filter(version::equals).isEmpty()) {
      amiss.add(Nodes.describe(node));
    }
    client
        .pods()
        .inAnyNamespace()
        .withField("spec.nodeName", name.value())
        .list()
        .getItems()
        .stream()
        .filter(pod -> !PodRemoval.isFinished(pod) && !Readiness.isPodReady(pod))
        .map(NodeInService::describe)
        .forEach(amiss::add);
  }

  private static String describe(Pod pod) {
    return "pod "
        + pod.getMetadata().getNamespace()
        + "/"
        + pod.getMetadata().getName()
        + " is not ready";
  }
}
