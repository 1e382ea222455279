package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import java.util.List;
import java.util.Optional;

/**
 * Lets pods be scheduled on a node again.
 *
 * @param name the node
 */
public record Uncordon(NodeName name) implements Operation {

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of("node " + name + " takes new pods again");
  }

  @Override
  public String run(OperationContext context) {
    Nodes.cordon(context.cluster().kubernetes().client(), name, false);
    return "node " + name + " is schedulable";
  }
}
