package dev.firedrill.backend.containers;

import dev.firedrill.model.NodeName;

/** A machine's container ended instead of coming up. */
final class MachineNotUp extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MachineNotUp(NodeName node, String status, String log) {
    super(
        "machine %s was started and is %s; the end of its log: %s"
            .formatted(node, status, log.isBlank() ? "(empty)" : log.strip()));
  }
}
