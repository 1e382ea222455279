package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.model.Expectations;

/** No step failed. A failure is final, also where the step was run again and succeeded. */
final class StepsSucceeded implements Checker {

  @Override
  public String name() {
    return "steps";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    Steps steps = Steps.of(history);
    if (steps.all().isEmpty()) {
      assessment.missing("the history holds no step");
    }
    for (Step step : steps.all()) {
      step.ends().stream()
          .filter(end -> !end.succeeded())
          .forEach(end -> assessment.violation(end.at(), step, "failed: " + end.detail()));
      if (step.ends().isEmpty()) {
        assessment.doubt(step.startedAt(), step, "nothing says how it ended");
      }
    }
    return assessment.conclude("all %d steps succeeded".formatted(steps.all().size()));
  }
}
