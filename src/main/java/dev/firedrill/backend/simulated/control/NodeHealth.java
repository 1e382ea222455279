package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.kernel.Simulation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The node lifecycle controller's view of kubelets: one whose lease and status were not renewed for
 * 40 s is Unknown, and its pods are not ready.
 */
final class NodeHealth implements Controller {

  private static final String LEASES = "kube-node-lease";
  private static final Duration GRACE = Duration.ofSeconds(40);

  private record Sign(String text, Instant seen) {}

  private final Informers api;
  private final Simulation simulation;
  private final SortedPods pods = SortedPods.byNode();
  private final Map<String, Sign> signs = new TreeMap<>();

  NodeHealth(Informers api, Simulation simulation) {
    this.api = api;
    this.simulation = simulation;
  }

  /** The status of the node's condition Ready; Unknown where it has none. */
  static String ready(Node node) {
    return node.getStatus() == null
        ? "Unknown"
        : node.getStatus().getConditions().stream()
            .filter(each -> each.getType().equals("Ready"))
            .map(NodeCondition::getStatus)
            .findFirst()
            .orElse("Unknown");
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of();
  }

  @Override
  public Duration resync() {
    return Duration.ofSeconds(5);
  }

  @Override
  public void reconcile() {
    Map<String, String> leases =
        api.list(Lease.class).stream()
            .filter(lease -> LEASES.equals(lease.getMetadata().getNamespace()))
            .collect(
                Collectors.toMap(
                    lease -> lease.getMetadata().getName(),
                    lease -> String.valueOf(lease.getSpec().getRenewTime())));
    for (Node node : api.list(Node.class)) {
      String name = node.getMetadata().getName();
      String text = leases.getOrDefault(name, "") + heartbeat(node);
      Sign sign = signs.get(name);
      if (sign == null || !sign.text().equals(text)) {
        signs.put(name, new Sign(text, simulation.now()));
      } else if (!simulation.now().isBefore(sign.seen().plus(GRACE))) {
        lost(node);
      }
    }
  }

  private static String heartbeat(Node node) {
    return node.getStatus() == null
        ? ""
        : node.getStatus().getConditions().stream()
            .filter(each -> !each.getStatus().equals("Unknown"))
            .map(NodeCondition::getLastHeartbeatTime)
            .map(String::valueOf)
            .collect(Collectors.joining());
  }

  private void lost(Node node) {
    if (node.getStatus() != null && !ready(node).equals("Unknown")) {
      List<NodeCondition> conditions =
          node.getStatus().getConditions().stream().map(this::unknown).toList();
      Writes.status(api, node, Map.of("conditions", conditions));
    }
    for (Pod pod : pods.of(node.getMetadata().getName(), api.list(Pod.class))) {
      if (Pods.isReady(pod)) {
        List<PodCondition> conditions =
            pod.getStatus().getConditions().stream().map(this::notReady).toList();
        Writes.status(api, pod, Map.of("conditions", conditions));
      }
    }
  }

  private NodeCondition unknown(NodeCondition condition) {
    return new NodeConditionBuilder(condition)
        .withStatus("Unknown")
        .withReason("NodeStatusUnknown")
        .withMessage("Kubelet stopped posting node status.")
        .withLastTransitionTime(simulation.now().toString())
        .build();
  }

  private PodCondition notReady(PodCondition condition) {
    return condition.getType().equals("Ready")
        ? new PodConditionBuilder(condition)
            .withStatus("False")
            .withReason("NodeNotReady")
            .withLastTransitionTime(simulation.now().toString())
            .build()
        : condition;
  }
}
