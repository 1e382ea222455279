package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.CP_1;
import static dev.firedrill.verdict.UpgradeStory.CP_2;
import static dev.firedrill.verdict.UpgradeStory.CP_3;
import static dev.firedrill.verdict.UpgradeStory.NEW;
import static dev.firedrill.verdict.UpgradeStory.WORKER_1;
import static dev.firedrill.verdict.UpgradeStory.WORKER_2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.LoadWindow;
import dev.firedrill.history.Observation.NodeSeen;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.RunResumed;
import dev.firedrill.model.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A harness that was killed for two minutes in the middle of a step, and resumed. */
class ResumedRunTest {

  @Test
  void the_time_nobody_looked_is_named_and_held_against_nobody() {
    Judged judged = judged(resumed()).passes();
    for (String checker :
        List.of("run completed", "watch", "workload", "API", "etcd quorum", "disruption budgets")) {
      assertThat(judged.finding(checker).evidence())
          .as(checker)
          .anyMatch(line -> line.seen().contains("unobserved for 120.0 s"));
    }
  }

  @Test
  void a_watch_that_is_late_to_look_again_is_left_open() {
    judged(withoutFirstAfterResumption(o -> o instanceof NodeSeen s && s.node().equals(CP_1), 3))
        .leavesOpen("watch", "node cp-1: not looked at for 20.0 s");
  }

  @Test
  void load_that_begins_a_little_after_the_resumption_passes() {
    judged(withoutFirstAfterResumption(UpgradeStory.isLoad("workload"), 2)).passes();
  }

  @Test
  void load_that_begins_long_after_the_resumption_is_left_open() {
    judged(withoutFirstAfterResumption(UpgradeStory.isLoad("workload"), 4))
        .leavesOpen("workload", "no load is recorded for 20.0 s");
  }

  @Test
  void a_gap_is_counted_without_the_time_nobody_looked() {
    judged(gapAfterResumption(Duration.ofSeconds(123))).passes();
    judged(gapAfterResumption(Duration.ofSeconds(130)))
        .fails("workload", "10.0 s without a success, at most 5.0 s allowed");
  }

  private static History resumed() {
    UpgradeStory story = UpgradeStory.begun().preflight().backUpEtcd().kubeadm(CP_1);
    Runnable effect =
        () -> {
          story.becomes(Component.KUBE_APISERVER, CP_2, NEW).passes(5);
          story.becomes(Component.KUBE_CONTROLLER_MANAGER, CP_2, NEW);
          story.becomes(Component.KUBE_SCHEDULER, CP_2, NEW);
        };
    story.killedDuring(Phase.CHANGE, "upgrade-control-plane", CP_2, 120, effect);
    story.kubeadm(CP_3).replaceKubelet(CP_1).replaceKubelet(CP_2).replaceKubelet(CP_3);
    return story.upgrade(WORKER_1).upgrade(WORKER_2).verified().ended();
  }

  private static History withoutFirstAfterResumption(Predicate<Observation> kind, int lines) {
    History history = resumed();
    Instant resumed = history.first(RunResumed.class).orElseThrow().at();
    List<Observation> lost =
        history.observations().stream()
            .filter(o -> !o.at().isBefore(resumed))
            .filter(kind)
            .limit(lines)
            .toList();
    return Mutants.without(history, lost::contains);
  }

  private static History gapAfterResumption(Duration gap) {
    History history = resumed();
    Instant resumed = history.first(RunResumed.class).orElseThrow().at();
    return Mutants.changed(
        history,
        LoadWindow.class,
        w -> w.stream().equals("workload") && w.at().equals(resumed),
        w ->
            new LoadWindow(
                w.at(), w.stream(), w.length(), w.sent(), 0, w.p50(), w.p99(), w.max(), gap));
  }
}
