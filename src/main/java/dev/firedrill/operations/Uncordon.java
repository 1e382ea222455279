package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Lets pods be scheduled on a node again.
 *
 * @param name the node
 */
public record Uncordon(NodeName name) implements Operation {

  private static final Duration LIMIT = Duration.ofSeconds(30);

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
    context.await(taken(context), LIMIT);
    return "node " + name + " is schedulable";
  }

  /** For a moment after its restart an API server refuses everybody, its RBAC not loaded yet. */
  private Condition<Boolean> taken(OperationContext context) {
    return new Condition<>(
        "marked schedulable",
        "node " + name,
        () -> {
          KubernetesClient client = context.cluster().kubernetes().client();
          if (Nodes.find(client, name).isEmpty()) {
            throw new OperationFailed(
                "uncordoning node " + name,
                "a node of that name",
                "none in the API",
                "check the name with kubectl get nodes");
          }
          Nodes.cordon(client, name, false);
          return new Sight.Holds<>(true);
        });
  }
}
