package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.util.List;

/**
 * Stops every control plane, API servers and etcd members and all: a restore under a running one is
 * none. Waits until nothing of it runs anywhere. Refused while a machine of it gives no answer: the
 * others would be stopped for nothing, and what runs there would be met again later.
 */
public record StopControlPlane() implements Operation {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  @Override
  public List<String> changes() {
    return List.of(
        "API servers, controller managers, schedulers and etcd members are stopped everywhere; "
            + "what runs on the nodes runs on");
  }

  @Override
  public String run(OperationContext context) {
    List<NodeName> nodes = context.cluster().topology().controlPlanes();
    requireAnswers(context, nodes);
    // Parked everywhere first: the nodes' agents end the parts side by side, each with its grace.
    nodes.forEach(node -> context.distribution().controlPlane().park(context.shell(node)));
    nodes.forEach(node -> context.distribution().controlPlane().end(context.shell(node)));
    for (NodeName node : nodes) {
      context.await(stopped(context, context.shell(node)), LIMIT);
    }
    return "nothing of the control plane runs on " + nodes;
  }

  private static void requireAnswers(OperationContext context, List<NodeName> nodes) {
    List<NodeName> silent = nodes.stream().filter(node -> isSilent(context, node)).toList();
    if (!silent.isEmpty()) {
      throw new OperationFailed(
          "stopping the control plane",
          "an answer of every machine of it",
          "no answer of " + silent,
          "bring the machine back, or replace it, first; nothing was stopped");
    }
  }

  private static boolean isSilent(OperationContext context, NodeName node) {
    try {
      context.shell(node).run(Command.of("true").within(ANSWER_LIMIT));
      return false;
    } catch (NodeUnreachable | CommandTimedOut silent) {
      return true;
    }
  }

  private static Condition<Boolean> stopped(OperationContext context, NodeShell shell) {
    return new Condition<>(
        "stopped",
        "the control plane on node " + shell.node(),
        () -> {
          List<String> left = context.distribution().controlPlane().left(shell);
          return Sight.when(left.isEmpty(), () -> "still running: " + left);
        });
  }
}
