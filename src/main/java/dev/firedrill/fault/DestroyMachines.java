package dev.firedrill.fault;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Replaceable;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.util.List;

/**
 * Machines are destroyed with their disks. Healing makes none: new machines are the recovery's.
 *
 * @param nodes the machines; none named for all there are
 */
public record DestroyMachines(List<NodeName> nodes) implements Fault {

  /** Copies the list. */
  public DestroyMachines {
    nodes = List.copyOf(nodes);
  }

  @Override
  public List<String> changes(Topology topology, Seed seed) {
    return chosen(topology, seed).stream()
        .map(node -> "machine " + node + " is destroyed with its disk")
        .toList();
  }

  @Override
  public void inject(FaultContext context) {
    Replaceable machines = context.capability(Replaceable.class);
    chosen(context).forEach(machines::destroy);
  }

  @Override
  public Condition<Boolean> confirmation(FaultContext context) {
    Replaceable machines = context.capability(Replaceable.class);
    return new Condition<>(
        "gone with their disks",
        "machines " + chosen(context),
        () -> {
          List<NodeName> there = chosen(context).stream().filter(machines::exists).toList();
          return Sight.when(there.isEmpty(), () -> "still there: " + there);
        });
  }

  @Override
  public String heal(FaultContext context) {
    return "nothing: what is destroyed stays so";
  }

  private List<NodeName> chosen(FaultContext context) {
    return chosen(context.topology(), context.seed());
  }

  private List<NodeName> chosen(Topology topology, Seed seed) {
    return nodes.isEmpty() ? topology.nodes() : nodes;
  }
}
