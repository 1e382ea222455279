package dev.firedrill.cli;

import dev.firedrill.drill.DrillPlan;
import dev.firedrill.drill.PlannedFault;
import dev.firedrill.drill.PlannedStep;
import dev.firedrill.history.Observation.Phase;
import java.util.List;
import java.util.Map;

/** {@code run --dry-run}: every step with what it would change; starts nothing. */
final class DryRun {

  private final DrillPlan plan;
  private final Output output;

  DryRun(DrillPlan plan, Output output) {
    this.plan = plan;
    this.output = output;
  }

  void print() {
    if (output.isJson()) {
      output.json(Map.of("scenario", plan.scenario(), "steps", steps()));
      return;
    }
    output.line(
        "%s on cluster %s (%d machines) at %s; nothing is started"
            .formatted(
                plan.scenario(),
                plan.topology().name(),
                plan.topology().machines().size(),
                plan.version()));
    for (PlannedStep step : plan.steps()) {
      if (isFirstOfRecovery(step)) {
        plan.disaster().ifPresent(this::fault);
      }
      output.line(step.id() + (step.written().isEmpty() ? "" : " " + step.written()));
      step.changes().forEach(change -> output.line("    " + change));
    }
  }

  private void fault(PlannedFault fault) {
    output.line(fault.id() + (fault.written().isEmpty() ? "" : " " + fault.written()));
    fault.changes(plan.topology(), plan.seed()).forEach(change -> output.line("    " + change));
  }

  /** The fault comes before all that is neither creation nor before it. */
  private boolean isFirstOfRecovery(PlannedStep step) {
    return plan.steps().stream()
        .filter(each -> each.phase().compareTo(Phase.BEFORE) > 0)
        .findFirst()
        .filter(step::equals)
        .isPresent();
  }

  private List<Step> steps() {
    return plan.steps().stream()
        .map(step -> new Step(step.id(), step.written(), step.changes()))
        .toList();
  }

  /** A step as programs read it. */
  private record Step(String id, Map<String, String> arguments, List<String> changes) {}
}
