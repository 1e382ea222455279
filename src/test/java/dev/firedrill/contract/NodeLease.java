package dev.firedrill.contract;

import dev.firedrill.model.NodeName;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Predicate;

/** The sign of life of a node. */
final class NodeLease {

  private NodeLease() {}

  /** When the node's kubelet last renewed its lease; a new node has none for a moment. */
  static ZonedDateTime renewed(Ground ground, NodeName node) {
    return ground
        .until(
            "there",
            () ->
                Optional.ofNullable(
                    ground
                        .client()
                        .leases()
                        .inNamespace("kube-node-lease")
                        .withName(node.value())
                        .get()),
            Optional::isPresent)
        .orElseThrow()
        .getSpec()
        .getRenewTime();
  }

  /** Later than that. */
  static Predicate<ZonedDateTime> after(ZonedDateTime then) {
    return time -> time.isAfter(then);
  }
}
