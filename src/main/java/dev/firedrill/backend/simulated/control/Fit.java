package dev.firedrill.backend.simulated.control;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PreferredSchedulingTerm;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where one pod fits: filters as the scheduler's default plugins have them, scores of preferred
 * node affinity, topology spread and free resources with their default weights.
 */
final class Fit {

  private static final int FULL = 100;
  private static final int AFFINITY_WEIGHT = 2;
  private static final int SPREAD_WEIGHT = 2;
  private static final int APART_WEIGHT = 2;
  private static final Taint CORDON =
      new Taint("NoSchedule", "node.kubernetes.io/unschedulable", null, null);

  private final Pod pod;
  private final Placed placed;
  private final Placed.Amounts requested;
  private final Map<String, Integer> refused = new TreeMap<>();
  private int looked;

  /** A node that can take it, and what its score is made of. */
  private record Feasible(Node node, long preference, long alike, long shunned, long free) {}

  /**
   * Of a pod.
   *
   * @param placed those that are on nodes already
   */
  Fit(Pod pod, Placed placed) {
    this.pod = pod;
    this.placed = placed;
    this.requested = Placed.requested(pod);
  }

  /** The nodes with the highest score among those that can take it. */
  List<Node> best(List<Node> all) {
    return best(all, 0, all.size());
  }

  /**
   * The same among the first that can take it.
   *
   * @param from the index of the node that is looked at first; behind the last the first comes
   * @param enough how many that can take it are looked for
   */
  List<Node> best(List<Node> all, int from, int enough) {
    List<Placed.Place> places = placed.on(all);
    List<Feasible> feasible = new ArrayList<>();
    for (looked = 0; looked < all.size() && feasible.size() < enough; looked++) {
      int at = (from + looked) % all.size();
      if (isTakenBy(all.get(at), places.get(at))) {
        feasible.add(feasible(all.get(at), places.get(at)));
      }
    }
    return highest(feasible);
  }

  /** True where that one node can take it. */
  boolean isTakenBy(Node node) {
    looked++;
    return isTakenBy(node, placed.on(node));
  }

  private Feasible feasible(Node node, Placed.Place there) {
    return new Feasible(
        node,
        preference(node),
        alike(there.pods()),
        shunned(there.pods()),
        there.free(node).percent());
  }

  private List<Node> highest(List<Feasible> feasible) {
    long most = feasible.stream().mapToLong(Feasible::preference).max().orElse(0);
    long crowd = feasible.stream().mapToLong(Feasible::alike).max().orElse(0);
    long least = feasible.stream().mapToLong(Feasible::alike).min().orElse(0);
    long near = feasible.stream().mapToLong(Feasible::shunned).max().orElse(0);
    List<Node> best = new ArrayList<>();
    long top = 0;
    for (Feasible each : feasible) {
      long apart = near == 0 ? 0 : FULL * (near - each.shunned()) / near;
      long affinity = most == 0 ? 0 : FULL * each.preference() / most;
      long spread = crowd == 0 ? FULL : FULL * (crowd + least - each.alike()) / crowd;
      long score =
          AFFINITY_WEIGHT * affinity + SPREAD_WEIGHT * spread + APART_WEIGHT * apart + each.free();
      if (score > top || best.isEmpty()) {
        best.clear();
        top = score;
      }
      if (score == top) {
        best.add(each.node());
      }
    }
    return best;
  }

  /** How many nodes it has looked at. */
  int looked() {
    return looked;
  }

  /** Why no node takes it, as the scheduler says it. */
  String reasons() {
    return "0/%d nodes are available: %s."
        .formatted(
            looked,
            refused.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", ")));
  }

  private boolean isTakenBy(Node node, Placed.Place there) {
    String refusal = refusal(node, there);
    if (refusal != null) {
      refused.merge(refusal, 1, Integer::sum);
    }
    return refusal == null;
  }

  private @Nullable String refusal(Node node, Placed.Place there) {
    if (Boolean.TRUE.equals(node.getSpec().getUnschedulable())
        && !Requirements.tolerates(pod, CORDON)) {
      return "node(s) were unschedulable";
    }
    if (!Requirements.selects(pod, node)) {
      return "node(s) didn't match Pod's node affinity/selector";
    }
    for (Taint taint : node.getSpec().getTaints()) {
      if (!"PreferNoSchedule".equals(taint.getEffect()) && !Requirements.tolerates(pod, taint)) {
        return "node(s) had untolerated taint {" + taint.getKey() + ": }";
      }
    }
    Placed.Free free = there.free(node);
    if (free.room() <= 0) {
      return "Too many pods";
    }
    if (requested.cpu().compareTo(free.amounts().cpu()) > 0) {
      return "Insufficient cpu";
    }
    return requested.memory().compareTo(free.amounts().memory()) > 0 ? "Insufficient memory" : null;
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
  private long alike(List<Pod> there) {
    long alike = 0;
    for (TopologySpreadConstraint constraint : pod.getSpec().getTopologySpreadConstraints()) {
      alike +=
          there.stream()
              .filter(each -> Pods.isIn(each, pod) && !Pods.isTerminating(each))
              .filter(
                  each ->
                      Pods.matches(constraint.getLabelSelector(), Pods.labels(each.getMetadata())))
              .count();
    }
    return alike;
  }

  /** How much the pod would rather not be near those on the node (preferred anti-affinity). */
  private long shunned(List<Pod> there) {
    var affinity = pod.getSpec().getAffinity();
    if (affinity == null || affinity.getPodAntiAffinity() == null) {
      return 0;
    }
    long shunned = 0;
    for (WeightedPodAffinityTerm term :
        affinity.getPodAntiAffinity().getPreferredDuringSchedulingIgnoredDuringExecution()) {
      shunned +=
          term.getWeight()
              * there.stream()
                  .filter(each -> Pods.isIn(each, pod))
                  .filter(
                      each ->
                          Pods.matches(
                              term.getPodAffinityTerm().getLabelSelector(),
                              Pods.labels(each.getMetadata())))
                  .count();
    }
    return shunned;
  }
}
