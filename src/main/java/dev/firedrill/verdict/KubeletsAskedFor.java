package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.model.AgentPlacement;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * No kubelet is seen at another version before a step has begun to upgrade it, on that very node:
 * what upgrades a kubelet elsewhere does so beneath pods that nobody has moved. Where it runs
 * inside its control plane ({@link AgentPlacement}) the upgrade of that is such a step too.
 */
final class KubeletsAskedFor {

  private final History history;
  private final Steps steps;
  private final AgentPlacement agents;
  private final Assessment assessment;

  KubeletsAskedFor(History history, Assessment assessment) {
    this.history = history;
    this.steps = Steps.of(history);
    this.agents = Nodes.agents(history);
    this.assessment = assessment;
  }

  void check() {
    Map<NodeName, String> last = new HashMap<>();
    history
        .of(ComponentSeen.class)
        .filter(seen -> seen.component().equals(Component.KUBELET) && !seen.version().isBlank())
        .sorted(Comparator.comparing(ComponentSeen::at))
        .forEach(seen -> changed(last.put(seen.node(), seen.version()), seen));
  }

  private boolean upgradesKubelet(Step step) {
    return step.name().equals(Step.UPGRADE_KUBELET)
        || (agents == AgentPlacement.INSIDE_CONTROL_PLANE && step.isControlPlaneUpgrade());
  }

  private void changed(@Nullable String before, ComponentSeen seen) {
    if (before == null || before.equals(seen.version())) {
      return;
    }
    boolean asked =
        steps.workOn(seen.node().value()).stream()
            .filter(this::upgradesKubelet)
            .anyMatch(step -> !step.startedAt().isAfter(seen.at()));
    if (!asked) {
      assessment.violation(
          seen.at(),
          ComponentOn.of(seen),
          "went from %s to %s and no step on that node had upgraded it"
              .formatted(before, seen.version()));
    }
  }
}
