package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.BudgetSeen;
import dev.firedrill.history.Observation.PodRemoved;
import dev.firedrill.history.Observation.Removal;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.LoadRates;
import java.util.List;
import java.util.Optional;

/**
 * From the first step of the change on no budget had fewer healthy pods than it wants, and no pod
 * was made to go by anything but the eviction API. See "API-initiated Eviction" in the Kubernetes
 * documentation: deleting a pod passes its budget by.
 */
final class DisruptionBudgetsKept implements Checker {

  private final LoadRates rates;

  DisruptionBudgetsKept(LoadRates rates) {
    this.rates = rates;
  }

  @Override
  public String name() {
    return "disruption budgets";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    Disturbed disturbed = Disturbed.of(history);
    Optional<Interval> change = Spans.sinceChange(history);
    List<BudgetSeen> looks =
        history
            .of(BudgetSeen.class)
            .filter(seen -> change.filter(c -> !seen.at().isBefore(c.from())).isPresent())
            .toList();
    Disruption fault = Disruption.of(history);
    looks.stream()
        .filter(seen -> !fault.isBroken(seen.at()))
        .filter(seen -> seen.healthyPods() < seen.desiredHealthy())
        .forEach(seen -> broken(seen, disturbed, assessment));
    List<PodRemoved> removed = history.of(PodRemoved.class).toList();
    removed.stream()
        .filter(pod -> pod.how() == Removal.DELETED)
        .forEach(
            pod ->
                assessment.violation(
                    pod.at(),
                    pod.pod(),
                    "was deleted from %s, which passes its budget by".formatted(pod.node())));
    if (rates.httpPerSecond() > 0) {
      doubts(history, looks.isEmpty(), removed.isEmpty(), assessment);
    }
    fault.noteIn(assessment);
    Unobserved.of(history).noteIn(assessment);
    return assessment.conclude(
        "the budgets were kept at all %d looks; %d pods were removed, each by eviction"
            .formatted(looks.size(), removed.size()));
  }

  private static void broken(BudgetSeen seen, Disturbed disturbed, Assessment assessment) {
    String sight =
        "%d pods healthy, %d wanted".formatted(seen.healthyPods(), seen.desiredHealthy());
    if (disturbed.at(seen.at())) {
      disturbed.excuse(assessment, seen.at(), seen.budget(), sight);
    } else {
      assessment.violation(seen.at(), seen.budget(), sight);
    }
  }

  private static void doubts(
      History history, boolean noLooks, boolean noRemovals, Assessment assessment) {
    if (noLooks) {
      assessment.missing("a workload was demanded and no disruption budget was looked at");
    }
    if (noRemovals && everyWorkerDrained(history)) {
      assessment.missing("every worker was drained and no removal of a pod was recorded");
    }
  }

  private static boolean everyWorkerDrained(History history) {
    Steps steps = Steps.of(history);
    Nodes nodes = Nodes.of(history);
    return !nodes.workers().isEmpty()
        && nodes.workers().stream()
            .allMatch(node -> steps.named(Step.DRAIN, node.value()).anyMatch(Step::succeeded));
  }
}
