package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.EXPECTATIONS;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.BudgetSeen;
import dev.firedrill.history.Observation.PodRemoved;
import dev.firedrill.history.Observation.Removal;
import dev.firedrill.model.LoadRates;
import org.junit.jupiter.api.Test;

class DisruptionBudgetsKeptTest {

  private static final String CHECKER = "disruption budgets";

  @Test
  void fewer_healthy_pods_than_wanted_at_one_look() {
    History history =
        Mutants.changedAt(
            goodHistory(), BudgetSeen.class, 40, b -> new BudgetSeen(b.at(), b.budget(), 1, 2));
    judged(history).fails(CHECKER, "default/web: 1 pods healthy, 2 wanted").onlyFailing(CHECKER);
  }

  @Test
  void a_pod_that_was_deleted_though_its_budget_was_kept() {
    History history =
        Mutants.changedAt(
            goodHistory(),
            PodRemoved.class,
            1,
            pod -> new PodRemoved(pod.at(), pod.node(), pod.pod(), Removal.DELETED));
    judged(history).fails(CHECKER, "default/web-0: was deleted from worker-2").onlyFailing(CHECKER);
  }

  @Test
  void too_few_pods_before_the_change_are_not_the_changes_fault() {
    History history =
        Mutants.changedAt(
            goodHistory(), BudgetSeen.class, 0, b -> new BudgetSeen(b.at(), b.budget(), 0, 2));
    judged(history).passes();
  }

  @Test
  void no_look_at_a_budget_is_left_open_where_there_is_a_workload() {
    History history = Mutants.without(goodHistory(), BudgetSeen.class::isInstance);
    judged(history).leavesOpen(CHECKER, "no disruption budget was looked at");
    judged(history, EXPECTATIONS, new LoadRates(0, 1)).holds(CHECKER);
  }

  @Test
  void drains_that_removed_nothing_are_left_open() {
    judged(Mutants.without(goodHistory(), PodRemoved.class::isInstance))
        .leavesOpen(CHECKER, "every worker was drained and no removal of a pod was recorded");
  }
}
