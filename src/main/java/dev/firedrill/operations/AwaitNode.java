package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Waits until a node is in service with its kubelet at a version; changes nothing. The node is
 * Ready, its pods are ready, and on a control plane the API server and the etcd member answer, all
 * of that for a while: right after a kubelet's restart the API still shows what the old one
 * reported, and a kubelet of a new minor restarts the static pods (seen with 1.29 to 1.30).
 *
 * @param name the node
 * @param to the version
 */
public record AwaitNode(NodeName name, Version to) implements Operation {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Duration SETTLE = Duration.ofSeconds(5);

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
    context.awaitSettled(new NodeInService(context, name, to).condition(), SETTLE, LIMIT);
    return "node " + name + " is in service at " + to;
  }
}
