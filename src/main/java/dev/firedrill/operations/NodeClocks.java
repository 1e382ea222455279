package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.tools.ClockReading;
import dev.firedrill.tools.NodeClock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The clocks of nodes, each asked of the node itself. They are held against each other, by way of
 * the run's clock, which may be as wrong as any: what counts is the middle one of the control
 * planes', where certificates are signed and most of them looked at.
 */
final class NodeClocks {

  /**
   * How far a clock may be from the control planes'. etcd complains of a peer from there on ("the
   * clock difference against peer ... is too high [... > 1s]"), and no certificate is young enough
   * to be refused.
   */
  static final Duration LIMIT = Duration.ofSeconds(1);

  private final Map<NodeName, ClockReading> readings = new LinkedHashMap<>();

  private NodeClocks() {}

  /**
   * Asks each of them.
   *
   * @throws dev.firedrill.ports.NodeUnreachable where one gives no answer
   */
  static NodeClocks of(OperationContext context, List<NodeName> nodes) {
    NodeClocks clocks = new NodeClocks();
    for (NodeName node : nodes) {
      clocks.readings.put(node, NodeClock.read(context.shell(node), context.cluster().time()));
    }
    return clocks;
  }

  /** That of the node, held against the run's clock. */
  ClockReading of(NodeName node) {
    ClockReading reading = readings.get(node);
    if (reading == null) {
      throw new IllegalArgumentException("the clock of node " + node + " was not asked for");
    }
    return reading;
  }

  /** The node with the middle one of these clocks; the one that is behind where two are. */
  NodeName middle(List<NodeName> nodes) {
    List<NodeName> byTime =
        nodes.stream()
            .sorted((one, other) -> of(one).ahead().compareTo(of(other).ahead()))
            .toList();
    return byTime.get((byTime.size() - 1) / 2);
  }

  /** Compares all that were asked with the middle one of the control planes. */
  void check(OperationContext context, Checks checks, Duration within) {
    NodeName middle = middle(context.cluster().topology().controlPlanes());
    readings.forEach(
        (node, reading) -> {
          ClockReading off = node.equals(middle) ? still(reading) : reading.against(of(middle));
          checks.check(
              "clock",
              "node " + node,
              off.mayBeWithin(within),
              "at most %d ms from that of node %s".formatted(within.toMillis(), middle),
              off.toString());
        });
  }

  private static ClockReading still(ClockReading reading) {
    return new ClockReading(Duration.ZERO, reading.uncertainty());
  }
}
