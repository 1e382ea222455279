package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.CheckMade;
import dev.firedrill.history.Observation.RunEnded;
import dev.firedrill.history.Observation.RunStarted;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.model.Expectations;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The history is whole: it has its begin, its end, a change, and the end of every step. */
final class RunCompleted implements Checker {

  @Override
  public String name() {
    return "run completed";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    List<Observation> all = history.observations();
    if (all.isEmpty()) {
      assessment.missing("the history is empty");
      return assessment.conclude("");
    }
    beginAndEnd(all, assessment);
    if (Nodes.of(history).controlPlanes().isEmpty()) {
      assessment.missing("the history names no control plane among its nodes");
    }
    steps(history, assessment);
    baseline(history, assessment);
    Unobserved.of(history).noteIn(assessment);
    return assessment.conclude(
        "the history holds the run from its start to its end, with every step's end");
  }

  private static void beginAndEnd(List<Observation> all, Assessment assessment) {
    Observation first = all.get(0);
    Observation last = all.get(all.size() - 1);
    if (!(first instanceof RunStarted)) {
      assessment.doubt(first.at(), "history", "does not begin with the start of the run");
    }
    if (all.stream().filter(RunStarted.class::isInstance).count() > 1) {
      assessment.doubt(last.at(), "history", "holds more than one run");
    }
    if (!(last instanceof RunEnded)) {
      assessment.doubt(last.at(), "history", "breaks off: the end of the run is not its last line");
    }
  }

  /** The drill makes one check before the first step; what follows a bad one proves nothing. */
  private static void baseline(History history, Assessment assessment) {
    history
        .of(CheckMade.class)
        .filter(check -> check.check().equals("baseline") && !check.passed())
        .forEach(
            check ->
                assessment.doubt(
                    check.at(),
                    check.object(),
                    "was not healthy before the change: " + check.seen()));
  }

  private static void steps(History history, Assessment assessment) {
    Steps steps = Steps.of(history);
    if (Change.firstOf(history).isEmpty()) {
      assessment.missing("no step of a change was begun, and no fault was injected");
    }
    steps.all().stream()
        .filter(step -> step.ends().isEmpty())
        .forEach(step -> assessment.doubt(step.startedAt(), step, "was begun and never ended"));
    Set<String> begun =
        steps.all().stream().map(step -> step.start().id()).collect(Collectors.toSet());
    history
        .of(StepFinished.class)
        .filter(end -> !begun.contains(end.id()))
        .forEach(end -> assessment.doubt(end.at(), "step " + end.id(), "ended and was not begun"));
  }
}
