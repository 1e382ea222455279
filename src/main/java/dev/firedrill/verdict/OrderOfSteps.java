package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.DisasterBegun;
import dev.firedrill.model.Expectations;
import java.time.Instant;
import java.util.List;

/**
 * The steps of the upgrade came in the order that Kubernetes documents: backup first where one is
 * demanded, first control plane, other control planes, workers; one node at a time; each drained
 * before its kubelet is replaced and uncordoned after.
 */
final class OrderOfSteps implements Checker {

  @Override
  public String name() {
    return "order of steps";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    Steps steps = Steps.of(history);
    if (expectations.backupBeforeChange()) {
      Change.firstOf(history).ifPresent(change -> backUpFirst(steps, change, assessment));
    }
    if (steps.firstChange().isEmpty() && history.first(DisasterBegun.class).isPresent()) {
      return assessment.conclude("no upgrade was rehearsed, so there is no order to judge");
    }
    if (steps.firstChange().isEmpty()) {
      assessment.missing("no step of a change was begun, so there is no order to judge");
      return assessment.conclude("");
    }
    List<Step> nowhere = steps.nowhere(Nodes.of(history));
    if (!nowhere.isEmpty()) {
      nowhere.forEach(s -> assessment.doubt(s.startedAt(), s, "names no node of the cluster"));
      return assessment.conclude("");
    }
    new ControlPlanesFirst(history, assessment).check();
    new OneNodeAtATime(history, expectations.version(), assessment).check();
    new DrainedForKubelet(history, assessment).check();
    new KubeletsAskedFor(history, assessment).check();
    return assessment.conclude(
        "the %d steps on nodes came in the documented order".formatted(steps.work().size()));
  }

  private static void backUpFirst(Steps steps, Change change, Assessment assessment) {
    Instant at = change.at();
    if (steps.named(Step.BACK_UP_ETCD).noneMatch(step -> step.finishedBy(at))) {
      assessment.violation(at, change.what(), "was begun before a step back-up-etcd was finished");
    }
  }
}
