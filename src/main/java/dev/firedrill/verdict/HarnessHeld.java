package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.HarnessFailed;
import dev.firedrill.model.Expectations;
import java.util.List;

/** Firedrill itself did not fail: a run in which it did is no evidence of anything. */
final class HarnessHeld implements Checker {

  @Override
  public String name() {
    return "harness";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    List<HarnessFailed> failures = history.of(HarnessFailed.class).toList();
    if (failures.isEmpty()) {
      return new Finding(name(), Outcome.PASS, "the harness recorded no failure", List.of());
    }
    HarnessFailed first = failures.get(0);
    return new Finding(
        name(),
        Outcome.HARNESS_ERROR,
        "the harness failed while " + first.doing() + ": " + first.what(),
        failures.stream()
            .map(failure -> new Evidence(failure.at(), failure.doing(), failure.what()))
            .toList());
  }
}
