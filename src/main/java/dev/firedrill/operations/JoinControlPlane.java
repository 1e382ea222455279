package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import java.util.List;
import java.util.Optional;

/**
 * Joins a machine to the cluster as another control plane, with an etcd member of its own.
 *
 * @param name the machine
 */
public record JoinControlPlane(NodeName name) implements Operation {

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of(
        "node "
            + name
            + " joins the cluster as another control plane, with an etcd member of its own");
  }

  @Override
  public String run(OperationContext context) {
    return Joining.join(context, name);
  }
}
