package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Waits until a node is Ready with its kubelet at a version; changes nothing.
 *
 * @param name the node
 * @param to the version
 */
public record AwaitNode(NodeName name, Version to) implements Operation {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of();
  }

  @Override
  public String run(OperationContext context) {
    context.await(
        Nodes.readyAt(context.cluster().kubernetes().client(), name, to.toString()), LIMIT);
    return "node " + name + " is Ready at " + to;
  }
}
