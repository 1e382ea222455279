package dev.firedrill.fault;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.waiting.Condition;
import java.util.List;

/**
 * Something that breaks in a cluster. Each call may be repeated, also by another process: what was
 * done is read from the machines, never remembered, so that a fault half injected heals as well.
 */
public interface Fault {

  /** What it will break, one sentence each, for whoever reads before it acts. */
  List<String> changes(Topology topology, Seed seed);

  /** Breaks it. */
  void inject(FaultContext context);

  /** What is seen of the cluster once it is really broken. */
  Condition<Boolean> confirmation(FaultContext context);

  /**
   * Takes back what recovery is not to mend: machines run again, networks are whole again.
   *
   * @return what was done, in a line
   */
  String heal(FaultContext context);

  /** The nodes that recovery has to do without, until the fault is healed. */
  default List<NodeName> absent(Topology topology, Seed seed) {
    return List.of();
  }
}
