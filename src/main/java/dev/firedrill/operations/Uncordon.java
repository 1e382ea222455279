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
    context
        .cluster()
        .kubernetes()
        .client()
        .nodes()
        .withName(name.value())
        .edit(
            node -> {
              node.getSpec().setUnschedulable(null);
              return node;
            });
    return "node " + name + " is schedulable";
  }
}
