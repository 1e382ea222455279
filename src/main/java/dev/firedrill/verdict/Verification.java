package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.CheckMade;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster was verified after the last work on a node, and all checks passed. A check repeated
 * while waiting counts as it came out last.
 */
final class Verification {

  private final History history;
  private final Assessment assessment;

  Verification(History history, Assessment assessment) {
    this.history = history;
    this.assessment = assessment;
  }

  void check() {
    Steps steps = Steps.of(history);
    Instant changed = Spans.mended(history).orElse(Instant.MIN);
    Optional<Step> step =
        steps
            .named(Step.VERIFY_CLUSTER)
            .filter(verify -> !verify.startedAt().isBefore(changed))
            .reduce((earlier, later) -> later);
    if (step.isEmpty() || step.get().ends().isEmpty()) {
      assessment.missing("the cluster was not verified after the last step on a node");
      return;
    }
    Interval verifying =
        new Interval(step.get().startedAt(), step.get().finishedAt().orElse(Instant.MIN));
    Map<String, CheckMade> checks = new LinkedHashMap<>();
    history
        .of(CheckMade.class)
        .filter(check -> verifying.contains(check.at()))
        .forEach(check -> checks.put(check.check() + " of " + check.object(), check));
    if (checks.isEmpty()) {
      assessment.doubt(verifying.from(), step.get(), "recorded no check");
    }
    checks.values().stream()
        .filter(check -> !check.passed())
        .forEach(
            check ->
                assessment.violation(
                    check.at(),
                    check.object(),
                    "%s: expected %s, saw %s"
                        .formatted(check.check(), check.expected(), check.seen())));
  }
}
