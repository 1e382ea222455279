package dev.firedrill.fault;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Partitionable;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.util.List;

/**
 * A machine is cut off from the cluster's network and runs on; healing reconnects it.
 *
 * @param node the machine
 */
public record PartitionMachine(NodeName node) implements Fault {

  @Override
  public List<String> changes(Topology topology, Seed seed) {
    return List.of("machine " + node + " is cut off from the network, and runs on");
  }

  @Override
  public void inject(FaultContext context) {
    context.capability(Partitionable.class).cutOff(node);
  }

  @Override
  public Condition<Boolean> confirmation(FaultContext context) {
    return new Condition<>(
        "cut off",
        "machine " + node,
        () ->
            Sight.when(
                context.capability(Partitionable.class).isCutOff(node),
                () -> "it is still on the network"));
  }

  @Override
  public String heal(FaultContext context) {
    context.capability(Partitionable.class).reconnect(node);
    return "machine " + node + " is back on the network";
  }

  @Override
  public List<NodeName> absent(Topology topology, Seed seed) {
    return List.of(node);
  }
}
