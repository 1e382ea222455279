package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import dev.firedrill.waiting.WaitedInVain;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Drains will be able to end: budgets allow a disruption and other nodes have room. */
final class DrainPreflight {

  private static final List<String> RESOURCES = List.of("cpu", "memory");
  private static final Duration COUNTED_WITHIN = Duration.ofSeconds(30);

  private final OperationContext context;
  private final Checks checks;
  private final KubernetesClient client;

  DrainPreflight(OperationContext context, Checks checks) {
    this.context = context;
    this.checks = checks;
    this.client = context.cluster().kubernetes().client();
  }

  void check() {
    budgets().forEach(this::budget);
    for (NodeName node : context.cluster().topology().workers()) {
      for (String resource : RESOURCES) {
        room(node, resource);
      }
    }
  }

  /** Every budget, once its pods are counted; as they are where nobody counts them in time. */
  private List<PodDisruptionBudget> budgets() {
    List<PodDisruptionBudget> listed = list();
    if (uncounted(listed).isEmpty()) {
      return listed;
    }
    try {
      return context.await(
          new Condition<>(
              "counted by a controller manager",
              "the pods of every disruption budget",
              () -> {
                List<PodDisruptionBudget> now = list();
                List<String> left = uncounted(now);
                return left.isEmpty() ? new Sight.Holds<>(now) : new Sight.NotYet<>("not " + left);
              }),
          COUNTED_WITHIN);
    } catch (WaitedInVain nobodyCounts) {
      return list();
    }
  }

  private List<PodDisruptionBudget> list() {
    return client.policy().v1().podDisruptionBudget().inAnyNamespace().list().getItems();
  }

  private static List<String> uncounted(List<PodDisruptionBudget> budgets) {
    return budgets.stream().filter(budget -> !isCounted(budget)).map(DrainPreflight::name).toList();
  }

  /** Until then a budget allows nothing and expects no pods, whatever there is. */
  private static boolean isCounted(PodDisruptionBudget budget) {
    PodDisruptionBudgetStatus status = budget.getStatus();
    return status != null
        && status.getObservedGeneration() != null
        && status.getObservedGeneration() >= budget.getMetadata().getGeneration();
  }

  private static String name(PodDisruptionBudget budget) {
    return budget.getMetadata().getNamespace() + "/" + budget.getMetadata().getName();
  }

  private void budget(PodDisruptionBudget budget) {
    if (!isCounted(budget)) {
      checks.check(
          "disruption budget counted",
          name(budget),
          false,
          "its pods counted by a controller manager within %d s"
              .formatted(COUNTED_WITHIN.toSeconds()),
          "a budget that none has looked at since it was made or changed");
      return;
    }
    int expected = budget.getStatus().getExpectedPods();
    int allowed = budget.getStatus().getDisruptionsAllowed();
    checks.check(
        "disruption budget allows a drain",
        name(budget),
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
