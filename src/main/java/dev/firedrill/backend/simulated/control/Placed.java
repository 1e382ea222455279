package dev.firedrill.backend.simulated.control;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pods that are on nodes already, node by node, and what they leave free there. */
final class Placed {

  private static final BigDecimal FULL = BigDecimal.valueOf(100);

  private final Map<String, Place> places = new HashMap<>();
  private List<Node> nodes = List.of();
  private List<Place> ofNodes = List.of();

  /** Amounts of the resources that pods request. */
  record Amounts(BigDecimal cpu, BigDecimal memory) {

    static final Amounts NONE = new Amounts(BigDecimal.ZERO, BigDecimal.ZERO);

    Amounts plus(Amounts other) {
      return new Amounts(cpu.add(other.cpu), memory.add(other.memory));
    }

    Amounts minus(Amounts other) {
      return new Amounts(cpu.subtract(other.cpu), memory.subtract(other.memory));
    }
  }

  /**
   * What of a node no pod on it has requested.
   *
   * @param of the node that was looked at
   * @param amounts of each resource
   * @param percent of what the node has, on the average of the resources
   * @param room how many pods more it takes; many where it does not say how many it takes
   */
  record Free(Node of, Amounts amounts, long percent, long room) {}

  /** What is on one node. */
  static final class Place {
    private final List<Pod> pods = new ArrayList<>();
    private Amounts requested = Amounts.NONE;

    /** Null until somebody asks for it again. */
    private @Nullable Free free;

    List<Pod> pods() {
      return pods;
    }

    /** Reckoned once for as long as neither the node nor what is on it is another. */
    Free free(Node node) {
      Free known = free;
      if (known == null || known.of() != node) {
        known = reckoned(node);
        free = known;
      }
      return known;
    }

    private Free reckoned(Node node) {
      Map<String, Quantity> has =
          node.getStatus() == null ? null : node.getStatus().getAllocatable();
      Amounts all = new Amounts(amount(has, "cpu"), amount(has, "memory"));
      Amounts left = all.minus(requested);
      long percents = percent(left.cpu(), all.cpu()) + percent(left.memory(), all.memory());
      BigDecimal most = amount(has, "pods");
      long room = most.signum() == 0 ? Long.MAX_VALUE : most.longValue() - pods.size();
      return new Free(node, left, percents / 2, room);
    }

    private static long percent(BigDecimal left, BigDecimal all) {
      return left.multiply(FULL).divideToIntegralValue(all.max(BigDecimal.ONE)).longValue();
    }
  }

  /** Those pods, each on its node. */
  Placed(List<Pod> pods) {
    pods.forEach(pod -> add(pod, Pods.node(pod)));
  }

  /** The pod is on that node from now on, whatever it says itself. */
  void add(Pod pod, String node) {
    Place there = place(node);
    there.pods.add(pod);
    there.requested = there.requested.plus(requested(pod));
    there.free = null;
  }

  Place on(Node node) {
    return place(node.getMetadata().getName());
  }

  /**
   * What is on each of them, in their order.
   *
   * @param all a list that nobody changes
   */
  List<Place> on(List<Node> all) {
    if (all != nodes) {
      ofNodes = all.stream().map(this::on).toList();
      nodes = all;
    }
    return ofNodes;
  }

  private Place place(String node) {
    return places.computeIfAbsent(node, unused -> new Place());
  }

  static Amounts requested(Pod pod) {
    Amounts requested = Amounts.NONE;
    for (Container each : pod.getSpec().getContainers()) {
      if (each.getResources() != null) {
        Map<String, Quantity> asked = each.getResources().getRequests();
        requested = requested.plus(new Amounts(amount(asked, "cpu"), amount(asked, "memory")));
      }
    }
    return requested;
  }

  private static BigDecimal amount(@Nullable Map<String, Quantity> amounts, String resource) {
    Quantity quantity = amounts == null ? null : amounts.get(resource);
    return quantity == null ? BigDecimal.ZERO : quantity.getNumericalAmount();
  }
}
