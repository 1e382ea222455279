package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Drains will be able to end: budgets allow a disruption and other nodes have room. */
final class DrainPreflight {

  private static final List<String> RESOURCES = List.of("cpu", "memory");

  private final OperationContext context;
  private final Checks checks;
  private final KubernetesClient client;

  DrainPreflight(OperationContext context, Checks checks) {
    this.context = context;
    this.checks = checks;
    this.client = context.cluster().kubernetes().client();
  }

  void check() {
    client
        .policy()
        .v1()
        .podDisruptionBudget()
        .inAnyNamespace()
        .list()
        .getItems()
        .forEach(this::budget);
    for (NodeName node : context.cluster().topology().workers()) {
      for (String resource : RESOURCES) {
        room(node, resource);
      }
    }
  }

  private void budget(PodDisruptionBudget budget) {
    int expected = budget.getStatus().getExpectedPods();
    int allowed = budget.getStatus().getDisruptionsAllowed();
    checks.check(
        "disruption budget allows a drain",
        budget.getMetadata().getNamespace() + "/" + budget.getMetadata().getName(),
        expected == 0 || allowed > 0,
        "at least 1 disruption allowed",
        allowed
            + " allowed, "
            + budget.getStatus().getCurrentHealthy()
            + " of "
            + expected
            + " pods healthy");
  }

  /** What a drain of the node moves must fit into what the other nodes have left. */
  private void room(NodeName drained, String resource) {
    BigDecimal needed = requested(PodRemoval.podsToMove(client, drained), resource);
    BigDecimal free = BigDecimal.ZERO;
    for (Node node : client.nodes().list().getItems()) {
      String name = node.getMetadata().getName();
      if (!name.equals(drained.value()) && !Nodes.isCordoned(node) && takesPods(node)) {
        free = free.add(amount(node.getStatus().getAllocatable(), resource));
        free = free.subtract(requested(podsOn(name), resource));
      }
    }
    boolean onlyWorker = context.cluster().topology().workers().size() == 1;
    checks.check(
        "room for drained pods",
        resource + " of the pods on node " + drained,
        onlyWorker || free.compareTo(needed) >= 0,
        needed.toPlainString() + " free on other nodes",
        onlyWorker
            ? "the only worker: tolerant pods alone can move"
            : free.toPlainString() + " free");
  }

  private static boolean takesPods(Node node) {
    return node.getSpec().getTaints().stream()
        .noneMatch(taint -> !taint.getEffect().equals("PreferNoSchedule"));
  }

  private List<Pod> podsOn(String node) {
    return client
        .pods()
        .inAnyNamespace()
        .withField("spec.nodeName", node)
        .withoutField("status.phase", "Succeeded")
        .list()
        .getItems();
  }

  private static BigDecimal requested(List<Pod> pods, String resource) {
    List<BigDecimal> amounts = new ArrayList<>();
    for (Pod pod : pods) {
      for (Container container : pod.getSpec().getContainers()) {
        if (container.getResources() != null && container.getResources().getRequests() != null) {
          amounts.add(amount(container.getResources().getRequests(), resource));
        }
      }
    }
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal amount(Map<String, Quantity> quantities, String resource) {
    Quantity quantity = quantities.get(resource);
    return quantity == null ? BigDecimal.ZERO : quantity.getNumericalAmount();
  }
}
