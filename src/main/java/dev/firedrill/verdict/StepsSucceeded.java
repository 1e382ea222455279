package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.RunbookResumed;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.model.Expectations;
import java.time.Instant;
import java.util.Optional;

/**
 * No step failed. A failure is final, also where the step was run again and succeeded.
 *
 * <p>But for a step during which a fault had struck: its runbook may stop there, clearly, and has
 * to be finished once the faults are healed.
 */
final class StepsSucceeded implements Checker {

  @Override
  public String name() {
    return "steps";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    Steps steps = Steps.of(history);
    Disturbed disturbed = Disturbed.of(history);
    Optional<Instant> resumed = history.first(RunbookResumed.class).map(RunbookResumed::at);
    if (steps.all().isEmpty()) {
      assessment.missing("the history holds no step");
    }
    for (Step step : steps.all()) {
      step.ends().stream()
          .filter(end -> !end.succeeded())
          .forEach(end -> failed(step, end, resumed, disturbed, assessment));
      if (step.ends().isEmpty()) {
        assessment.doubt(step.startedAt(), step, "nothing says how it ended");
      }
    }
    return assessment.conclude("all %d steps succeeded".formatted(steps.all().size()));
  }

  private static void failed(
      Step step,
      StepFinished end,
      Optional<Instant> resumed,
      Disturbed disturbed,
      Assessment assessment) {
    boolean before = resumed.filter(at -> !end.at().isAfter(at)).isPresent();
    boolean later =
        step.ends().stream().anyMatch(next -> next.succeeded() && next.at().isAfter(end.at()));
    boolean struck = disturbed.touches(new Interval(step.startedAt(), end.at()));
    if (before && later && struck) {
      disturbed.excuse(
          assessment, end.at(), step, "stopped, and was finished later: " + end.detail());
    } else {
      assessment.violation(end.at(), step, "failed: " + end.detail());
    }
  }
}
