package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.WORKER_1;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.PodRemoved;
import dev.firedrill.history.Observation.PodsSeen;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
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

  @Test
  void a_pod_of_a_daemon_set_that_was_removed() {
    judged(looking(seen -> seen.at().isAfter(began()), seen -> daemons(seen, "proxy/1")))
        .fails(CHECKER, "of a DaemonSet was removed; a drain leaves those")
        .onlyFailing(CHECKER);
  }

  @Test
  void a_pod_of_a_daemon_set_that_another_took_the_place_of_before_or_afterwards() {
    judged(looking(seen -> seen.at().isBefore(began()), seen -> daemons(seen, "proxy/1"))).passes();
    Instant late = drained.plusSeconds(5);
    judged(looking(seen -> seen.at().isAfter(late), seen -> daemons(seen, "proxy/1"))).passes();
  }

  @Test
  void a_pod_of_the_workload_that_was_gone_at_once() {
    judged(evicted(List.of()))
        .fails(CHECKER, "pod firedrill-workload/web-0 was given no time to end")
        .onlyFailing(CHECKER);
  }

  @Test
  void a_pod_of_the_workload_that_was_seen_ending() {
    judged(evicted(List.of("firedrill-workload/web-0/0"))).passes();
  }

  @Test
  void a_pod_of_which_nobody_looked_whether_it_ends_proves_nothing() {
    History before = looking(seen -> true, seen -> with(seen, seen.pods(), List.of(), List.of()));
    judged(Mutants.changed(before, PodRemoved.class, r -> true, r -> ofWorkload(r))).passes();
  }

  /** The worker's only pod is one of the workload's, and was ending as it was seen last. */
  private History evicted(List<String> ending) {
    List<PodsSeen> there =
        good.of(PodsSeen.class)
            .filter(seen -> seen.node().equals(WORKER_1) && !seen.at().isAfter(drained))
            .filter(seen -> !seen.pods().isEmpty())
            .toList();
    PodsSeen last = there.get(there.size() - 1);
    List<String> pods = List.of("firedrill-workload/web-0/0");
    History ours =
        looking(
            there::contains,
            seen -> with(seen, pods, seen == last ? ending : List.of(), seen.daemons()));
    return Mutants.changed(
        ours, PodRemoved.class, r -> r.node().equals(WORKER_1), NodesDrainedTest::ofWorkload);
  }

  private static PodRemoved ofWorkload(PodRemoved removed) {
    return new PodRemoved(removed.at(), removed.node(), "firedrill-workload/web-0", removed.how());
  }

  private History looking(Predicate<PodsSeen> looks, UnaryOperator<PodsSeen> change) {
    return Mutants.changed(
        good,
        PodsSeen.class,
        seen -> seen.node().equals(WORKER_1) && looks.test(seen),
        change::apply);
  }

  private static PodsSeen daemons(PodsSeen seen, String daemon) {
    return with(seen, seen.pods(), seen.ending(), List.of(daemon));
  }

  private static PodsSeen with(
      PodsSeen seen, List<String> pods, List<String> ending, List<String> daemons) {
    return new PodsSeen(seen.at(), seen.node(), pods, ending, daemons);
  }

  private History withPodUntil(Instant last) {
    return Mutants.changed(
        good,
        PodsSeen.class,
        seen -> seen.node().equals(WORKER_1) && !seen.at().isAfter(last),
        seen -> new PodsSeen(seen.at(), seen.node(), LEFT, List.of(), seen.daemons()));
  }

  private History without(Predicate<PodsSeen> looks) {
    return Mutants.without(
        good, o -> o instanceof PodsSeen seen && seen.node().equals(WORKER_1) && looks.test(seen));
  }

  private StepStarted drain() {
    return good.of(StepStarted.class)
        .filter(start -> start.step().equals("drain") && start.node().equals("worker-1"))
        .findFirst()
        .orElseThrow();
  }

  private Instant began() {
    return drain().at();
  }

  private Instant drained() {
    String id = drain().id();
    return good.of(StepFinished.class)
        .filter(end -> end.id().equals(id))
        .findFirst()
        .orElseThrow()
        .at();
  }
}
