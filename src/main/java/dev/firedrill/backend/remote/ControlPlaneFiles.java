package dev.firedrill.backend.remote;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.NodeUnreachable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Files that every control plane has a copy of, read from the first one that gives them. */
final class ControlPlaneFiles {

  private final Topology topology;
  private final Function<NodeName, NodeShell> shells;

  ControlPlaneFiles(Topology topology, Function<NodeName, NodeShell> shells) {
    this.topology = topology;
    this.shells = shells;
  }

  /** Nobody gave the files. */
  static final class NotGiven extends Exception {

    private static final long serialVersionUID = 1L;

    private NotGiven(List<String> paths, List<String> reasons, RuntimeException last) {
      super("no control plane gives %s: %s".formatted(paths, String.join("; ", reasons)), last);
    }
  }

  /**
   * The contents of all of the files, from one machine.
   *
   * @throws NotGiven saying what was seen on each control plane
   */
  List<byte[]> read(List<String> paths) throws NotGiven {
    List<String> reasons = new ArrayList<>();
    RuntimeException last = new IllegalStateException("the topology has no control plane");
    for (NodeName node : topology.controlPlanes()) {
      try {
        NodeShell shell = shells.apply(node);
        return paths.stream().map(shell::read).toList();
      } catch (NodeUnreachable | CommandTimedOut | UncheckedIOException e) {
        reasons.add(node + ": " + e.getMessage());
        last = e;
      }
    }
    throw new NotGiven(paths, reasons, last);
  }
}
