package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Restarts the kubelet of every node, which otherwise goes on with what it knew of pods that a
 * restore has made unknown (kubernetes#131115), and waits until all nodes are Ready.
 */
public record RestartKubelets() implements Operation {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration SETTLE = Duration.ofSeconds(5);

  @Override
  public List<String> changes() {
    return List.of("the kubelet of every node is restarted; pods run on");
  }

  @Override
  public String run(OperationContext context) {
    List<NodeName> nodes = context.cluster().topology().nodes();
    nodes.forEach(node -> context.distribution().upgrade().restartAgent(context.shell(node)));
    for (NodeName node : nodes) {
      context.awaitSettled(ready(context, node), SETTLE, LIMIT);
    }
    return "the kubelets of " + nodes + " were restarted, all nodes are Ready";
  }

  private static Condition<Boolean> ready(OperationContext context, NodeName name) {
    return new Condition<>(
        "Ready",
        "node " + name,
        () -> {
          var node = Nodes.find(context.cluster().kubernetes().client(), name);
          return Sight.when(
              node.filter(Nodes::isReady).isPresent(),
              () -> Nodes.describe(Optional.ofNullable(node.orElse(null))));
        });
  }
}
