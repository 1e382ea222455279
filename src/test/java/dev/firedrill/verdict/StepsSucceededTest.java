package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.begun;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.StepFinished;
import org.junit.jupiter.api.Test;

class StepsSucceededTest {

  private static final String CHECKER = "steps";

  @Test
  void a_failed_step_gives_its_reason() {
    History history =
        Mutants.changed(
            goodHistory(),
            StepFinished.class,
            end -> end.id().equals("step-8"),
            end -> new StepFinished(end.at(), end.id(), false, "kubelet did not come back"));
    judged(history)
        .fails(CHECKER, "upgrade-kubelet of cp-1 (step step-8): failed: kubelet did not come back");
  }

  @Test
  void a_step_that_failed_first_and_succeeded_later_has_failed() {
    History history =
        Mutants.changedAt(
            goodHistory(),
            StepFinished.class,
            9,
            end -> new StepFinished(end.at(), end.id(), false, "no quorum"));
    StepFinished end = history.of(StepFinished.class).toList().get(9);
    judged(Mutants.with(history, new StepFinished(end.at(), end.id(), true, "done")))
        .fails(CHECKER, "failed: no quorum");
  }

  @Test
  void a_failed_step_of_the_creation_counts_too() {
    judged(begun().failed(Phase.CREATE, "join-worker", "no such image").ended())
        .fails(CHECKER, "join-worker (step step-2): failed: no such image");
  }

  @Test
  void a_step_without_an_end_is_left_open() {
    History history =
        Mutants.without(
            goodHistory(), o -> o instanceof StepFinished end && end.id().equals("step-8"));
    judged(history).leavesOpen(CHECKER, "nothing says how it ended");
  }
}
