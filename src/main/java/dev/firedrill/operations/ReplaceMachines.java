package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Replaceable;
import java.util.List;

/**
 * Makes machines that are gone anew: same names, same addresses, nothing of Kubernetes running on
 * them. Machines that are there are left as they are.
 *
 * @param nodes the machines; none named for all of the cluster's
 */
public record ReplaceMachines(List<NodeName> nodes) implements Operation {

  /** Copies the list. */
  public ReplaceMachines {
    nodes = List.copyOf(nodes);
  }

  @Override
  public List<String> changes() {
    return List.of(
        "machines that are gone, of %s, are made anew at their addresses"
            .formatted(nodes.isEmpty() ? "all" : nodes));
  }

  @Override
  public String run(OperationContext context) {
    List<NodeName> wanted = nodes.isEmpty() ? context.cluster().topology().nodes() : nodes;
    Replaceable machines =
        context
            .cluster()
            .capability(Replaceable.class)
            .orElseThrow(
                () ->
                    new OperationFailed(
                        "replacing machines " + wanted,
                        "a backend that makes machines",
                        "one that cannot",
                        "provide machines of these names and addresses, with the cluster's release"
                            + " installed, and go on without this step; nothing was changed"));
    List<NodeName> gone = wanted.stream().filter(node -> !machines.exists(node)).toList();
    // Those that are there too: one that an earlier attempt has made may not be up yet.
    wanted.forEach(machines::create);
    return gone.isEmpty() ? "all of " + wanted + " are there" : "made anew: " + gone;
  }
}
