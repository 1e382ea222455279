package dev.firedrill.fault;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Killable;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.util.List;

/**
 * A machine loses its power. Its disk stays, and healing starts it again.
 *
 * @param node the machine
 */
public record KillMachine(NodeName node) implements Fault {

  @Override
  public List<String> changes(Topology topology, Seed seed) {
    return List.of("machine " + node + " loses its power; its disk stays");
  }

  @Override
  public void inject(FaultContext context) {
    context.capability(Killable.class).kill(node);
  }

  @Override
  public Condition<Boolean> confirmation(FaultContext context) {
    return Silent.of(
        context,
        node,
        "without power",
        () ->
            Sight.when(
                !context.capability(Killable.class).isRunning(node), () -> "it is still running"));
  }

  @Override
  public String heal(FaultContext context) {
    context.capability(Killable.class).start(node);
    return "machine " + node + " has its power back";
  }

  @Override
  public List<NodeName> absent(Topology topology, Seed seed) {
    return List.of(node);
  }
}
