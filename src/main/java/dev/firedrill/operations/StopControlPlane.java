package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.util.List;

/**
 * Stops every control plane, API servers and etcd members and all: a restore under a running one is
 * none. Waits until nothing of it runs anywhere.
 */
public record StopControlPlane() implements Operation {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Override
  public List<String> changes() {
    return List.of(
        "API servers, controller managers, schedulers and etcd members are stopped everywhere; "
            + "what runs on the nodes runs on");
  }

  @Override
  public String run(OperationContext context) {
    List<NodeName> nodes = context.cluster().topology().controlPlanes();
    nodes.forEach(node -> context.distribution().controlPlane().stop(context.shell(node)));
    for (NodeName node : nodes) {
      context.await(stopped(context, context.shell(node)), LIMIT);
    }
    return "nothing of the control plane runs on " + nodes;
  }

  private static Condition<Boolean> stopped(OperationContext context, NodeShell shell) {
    return new Condition<>(
        "stopped",
        "the control plane on node " + shell.node(),
        () -> {
          List<String> running = context.distribution().controlPlane().running(shell);
          return Sight.when(running.isEmpty(), () -> "still running: " + running);
        });
  }
}
