package dev.firedrill.backend.simulated.control;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where one pod fits: filters as the scheduler's default plugins have them, scores of preferred
 * node affinity, topology spread and free resources with their default weights.
 */
final class Fit {

  private static final int FULL = 100;
  private static final int AFFINITY_WEIGHT = 2;
  private static final int SPREAD_WEIGHT = 2;
  private static final int APART_WEIGHT = 2;
  private static final List<String> RESOURCES = List.of("cpu", "memory");

  private final Pod pod;
  private final List<Pod> placed;
  private final Map<String, Integer> refused = new TreeMap<>();
  private int nodes;

  /**
   * Of a pod.
   *
   * @param placed those that are on nodes already
   */
  Fit(Pod pod, List<Pod> placed) {
    this.pod = pod;
    this.placed = placed;
  }

  /** The nodes with the highest score among those that can take it. */
  List<Node> best(List<Node> all) {
    nodes = all.size();
    Map<Node, Long> scores = new LinkedHashMap<>();
    List<Node> feasible = all.stream().filter(this::takes).toList();
    long most = feasible.stream().mapToLong(this::preference).max().orElse(0);
    long crowd = feasible.stream().mapToLong(this::alike).max().orElse(0);
    long least = feasible.stream().mapToLong(this::alike).min().orElse(0);
    long near = feasible.stream().mapToLong(this::shunned).max().orElse(0);
    for (Node node : feasible) {
      long apart = near == 0 ? 0 : FULL * (near - shunned(node)) / near;
      long affinity = most == 0 ? 0 : FULL * preference(node) / most;
      long spread = crowd == 0 ? FULL : FULL * (crowd + least - alike(node)) / crowd;
      scores.put(
          node,
          AFFINITY_WEIGHT * affinity + SPREAD_WEIGHT * spread + APART_WEIGHT * apart + free(node));
    }
    long top = scores.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return scores.entrySet().stream()
        .filter(each -> each.getValue() == top)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Why no node takes it, as the scheduler says it. */
  String reasons() {
    return "0/%d nodes are available: %s."
        .formatted(
            nodes,
            refused.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", ")));
  }

  private boolean takes(Node node) {
    Optional<String> refusal = refusal(node);
    refusal.ifPresent(why -> refused.merge(why, 1, Integer::sum));
    return refusal.isEmpty();
  }

  private Optional<String> refusal(Node node) {
    Taint cordon = new Taint("NoSchedule", "node.kubernetes.io/unschedulable", null, null);
    if (Boolean.TRUE.equals(node.getSpec().getUnschedulable())
        && !Requirements.tolerates(pod, cordon)) {
      return Optional.of("node(s) were unschedulable");
    }
    if (!Requirements.selects(pod, node)) {
      return Optional.of("node(s) didn't match Pod's node affinity/selector");
    }
    Optional<Taint> taint =
        node.getSpec().getTaints().stream()
            .filter(each -> !"PreferNoSchedule".equals(each.getEffect()))
            .filter(each -> !Requirements.tolerates(pod, each))
            .findFirst();
    if (taint.isPresent()) {
      return Optional.of("node(s) had untolerated taint {" + taint.get().getKey() + ": }");
    }
    return RESOURCES.stream()
        .filter(each -> requested(pod, each).compareTo(free(node, each)) > 0)
        .map(each -> "Insufficient " + each)
        .findFirst();
  }

  private long preference(Node node) {
    var affinity = pod.getSpec().getAffinity();
    if (affinity == null || affinity.getNodeAffinity() == null) {
      return 0;
    }
    return affinity.getNodeAffinity().getPreferredDuringSchedulingIgnoredDuringExecution().stream()
        .filter(term -> Requirements.holds(term.getPreference(), node))
        .mapToLong(PreferredSchedulingTerm::getWeight)
        .sum();
  }

  /** Pods on the node that the spread constraints count. */
  private long alike(Node node) {
    long alike = 0;
    for (TopologySpreadConstraint constraint : pod.getSpec().getTopologySpreadConstraints()) {
      alike +=
          placed.stream()
              .filter(each -> Pods.isIn(each, pod) && !Pods.isTerminating(each))
              .filter(each -> Pods.node(each).equals(node.getMetadata().getName()))
              .filter(
                  each ->
                      Pods.matches(constraint.getLabelSelector(), Pods.labels(each.getMetadata())))
              .count();
    }
    return alike;
  }

  /** How much the pod would rather not be near those on the node (preferred anti-affinity). */
  private long shunned(Node node) {
    var affinity = pod.getSpec().getAffinity();
    if (affinity == null || affinity.getPodAntiAffinity() == null) {
      return 0;
    }
    long shunned = 0;
    for (WeightedPodAffinityTerm term :
        affinity.getPodAntiAffinity().getPreferredDuringSchedulingIgnoredDuringExecution()) {
      shunned +=
          term.getWeight()
              * placed.stream()
                  .filter(each -> Pods.isIn(each, pod))
                  .filter(each -> Pods.node(each).equals(node.getMetadata().getName()))
                  .filter(
                      each ->
                          Pods.matches(
                              term.getPodAffinityTerm().getLabelSelector(),
                              Pods.labels(each.getMetadata())))
                  .count();
    }
    return shunned;
  }

  private long free(Node node) {
    return RESOURCES.stream()
            .mapToLong(
                each ->
                    free(node, each)
                        .multiply(BigDecimal.valueOf(FULL))
                        .divideToIntegralValue(allocatable(node, each).max(BigDecimal.ONE))
                        .longValue())
            .sum()
        / RESOURCES.size();
  }

  private BigDecimal free(Node node, String resource) {
    return placed.stream()
        .filter(each -> Pods.node(each).equals(node.getMetadata().getName()))
        .map(each -> requested(each, resource))
        .reduce(allocatable(node, resource), BigDecimal::subtract);
  }

  private static BigDecimal allocatable(Node node, String resource) {
    return amount(node.getStatus() == null ? null : node.getStatus().getAllocatable(), resource);
  }

  private static BigDecimal requested(Pod pod, String resource) {
    return pod.getSpec().getContainers().stream()
        .filter(each -> each.getResources() != null)
        .map(each -> amount(each.getResources().getRequests(), resource))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal amount(
      @org.jspecify.annotations.Nullable Map<String, Quantity> amounts, String resource) {
    Quantity quantity = amounts == null ? null : amounts.get(resource);
    return quantity == null ? BigDecimal.ZERO : quantity.getNumericalAmount();
  }
}
