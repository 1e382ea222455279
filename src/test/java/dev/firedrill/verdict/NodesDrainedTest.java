package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.WORKER_1;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.PodsSeen;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class NodesDrainedTest {

  private static final String CHECKER = "drains";
  private static final List<String> LEFT = List.of("default/web/0");

  private final History good = goodHistory();
  private final Instant drained = drained();

  @Test
  void a_pod_that_was_left_when_the_drain_was_said_to_be_over() {
    judged(withPodUntil(drained.plusSeconds(10)))
        .fails(CHECKER, "pod default/web/0 is still there 10.0 s after the drain had ended")
        .onlyFailing(CHECKER);
  }

  @Test
  void a_look_that_may_have_begun_before_the_drain_was_over_proves_nothing() {
    judged(withPodUntil(drained.plusSeconds(5))).passes();
  }

  @Test
  void a_node_whose_pods_nobody_looked_at_is_left_open() {
    judged(without(seen -> true)).leavesOpen(CHECKER, "nobody looked at the node's pods");
    judged(without(seen -> seen.at().isAfter(drained)))
        .leavesOpen(CHECKER, "nobody looked at the node's pods");
    judged(without(seen -> !seen.at().isAfter(drained)))
        .leavesOpen(CHECKER, "nobody looked at the node's pods");
  }

  private History withPodUntil(Instant last) {
    return Mutants.changed(
        good,
        PodsSeen.class,
        seen -> seen.node().equals(WORKER_1) && !seen.at().isAfter(last),
        seen -> new PodsSeen(seen.at(), seen.node(), LEFT));
  }

  private History without(Predicate<PodsSeen> looks) {
    return Mutants.without(
        good, o -> o instanceof PodsSeen seen && seen.node().equals(WORKER_1) && looks.test(seen));
  }

  private Instant drained() {
    String id =
        good.of(StepStarted.class)
            .filter(start -> start.step().equals("drain") && start.node().equals("worker-1"))
            .findFirst()
            .orElseThrow()
            .id();
    return good.of(StepFinished.class)
        .filter(end -> end.id().equals(id))
        .findFirst()
        .orElseThrow()
        .at();
  }
}
