package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import java.util.List;

/**
 * Has the new version's installer say what an upgrade would do ({@code kubeadm upgrade plan}),
 * where it has words for that; they are kept with the evidence.
 *
 * @param to the version to upgrade to
 */
public record PlanUpgrade(Version to) implements Operation {

  @Override
  public List<String> changes() {
    return List.of("the first control plane gets the installer of " + to);
  }

  @Override
  public String run(OperationContext context) {
    NodeName first = context.cluster().topology().firstControlPlane();
    context.cluster().releases().install(first, context.distribution().upgrade().installer(), to);
    return context
        .distribution()
        .upgrade()
        .plan(context.shell(first), to)
        .map(words -> "an upgrade to " + to + " may be done")
        .orElse("the installer of " + to + " is there; it says nothing beforehand");
  }
}
