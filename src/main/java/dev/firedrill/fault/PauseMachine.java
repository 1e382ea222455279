package dev.firedrill.fault;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Pausable;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.util.List;

/**
 * A machine stands still, its connections open; healing lets it go on.
 *
 * @param node the machine
 */
public record PauseMachine(NodeName node) implements Fault {

  @Override
  public List<String> changes(Topology topology, Seed seed) {
    return List.of("machine " + node + " stands still, its connections open");
  }

  @Override
  public void inject(FaultContext context) {
    context.capability(Pausable.class).pause(node);
  }

  @Override
  public Condition<Boolean> confirmation(FaultContext context) {
    return new Condition<>(
        "standing still",
        "machine " + node,
        () ->
            Sight.when(
                context.capability(Pausable.class).isPaused(node), () -> "it is still going on"));
  }

  @Override
  public String heal(FaultContext context) {
    context.capability(Pausable.class).resume(node);
    return "machine " + node + " goes on";
  }

  @Override
  public List<NodeName> absent(Topology topology, Seed seed) {
    return List.of(node);
  }
}
