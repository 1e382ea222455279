package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.BudgetSeen;
import dev.firedrill.history.Observation.EtcdSeen;
import dev.firedrill.history.Observation.FaultHealed;
import dev.firedrill.history.Observation.FaultInjected;
import dev.firedrill.history.Observation.LoadWindow;
import dev.firedrill.history.Observation.NodeSeen;
import dev.firedrill.history.Observation.PodRemoved;
import dev.firedrill.history.Observation.Removal;
import dev.firedrill.history.Observation.RunbookResumed;
import dev.firedrill.history.Observation.StepFinished;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is held against a runbook while faults strike, and what is not. */
class DisturbedTest {

  private static final String FAULT = "crash-machine cp-2";
  private static final StepFinished KUBELET =
      goodHistory()
          .of(StepFinished.class)
          .filter(end -> end.id().equals("step-8"))
          .findFirst()
          .orElseThrow();

  /** The same history in which a fault struck and was healed. */
  private static History struck(History history, Instant from, Instant to) {
    return with(history, new FaultInjected(from, FAULT), new FaultHealed(to, FAULT));
  }

  private static History with(History history, Observation... more) {
    List<Observation> all = new ArrayList<>(history.observations());
    all.addAll(List.of(more));
    all.sort(Comparator.comparing(Observation::at));
    return new History(all);
  }

  private static History failedOnce(String why) {
    History failed =
        Mutants.changed(
            goodHistory(),
            StepFinished.class,
            end -> end.id().equals(KUBELET.id()),
            end -> new StepFinished(end.at().minusMillis(20), end.id(), false, why));
    return with(failed, new StepFinished(KUBELET.at(), KUBELET.id(), true, "restarted"));
  }

  @Test
  void a_gap_that_a_fault_may_have_made_is_noted_and_the_same_gap_without_it_fails() {
    LoadWindow sixtieth =
        goodHistory()
            .of(LoadWindow.class)
            .filter(window -> window.stream().equals("api"))
            .toList()
            .get(60);
    History gap =
        Mutants.changed(
            goodHistory(),
            LoadWindow.class,
            sixtieth::equals,
            w ->
                new LoadWindow(
                    w.at(),
                    w.stream(),
                    w.length(),
                    w.sent(),
                    w.failed(),
                    w.p50(),
                    w.p99(),
                    w.max(),
                    Duration.ofSeconds(30)));
    judged(gap).fails("API", "30.0 s without a success");
    judged(struck(gap, sixtieth.at(), sixtieth.at().plusSeconds(3))).passes();
    Instant healed = sixtieth.at().minusSeconds(31).minus(Disturbed.AFTERMATH);
    judged(struck(gap, healed.minusSeconds(5), healed)).fails("API", "30.0 s without a success");
  }

  @Test
  void a_quorum_that_a_fault_took_is_noted_and_one_lost_long_after_it_fails() {
    EtcdSeen look = goodHistory().of(EtcdSeen.class).toList().get(60);
    History lost =
        Mutants.changed(
            goodHistory(),
            EtcdSeen.class,
            look::equals,
            seen -> new EtcdSeen(seen.at(), 3, List.of(), ""));
    judged(lost).fails("etcd quorum", "no quorum");
    judged(struck(lost, look.at().minusSeconds(1), look.at())).passes();
    Instant healed = look.at().minusSeconds(1).minus(Disturbed.AFTERMATH);
    judged(struck(lost, healed, healed)).fails("etcd quorum", "no quorum");
  }

  @Test
  void a_pod_deleted_past_its_budget_is_the_doing_of_a_step_at_any_time() {
    PodRemoved removed = goodHistory().of(PodRemoved.class).findFirst().orElseThrow();
    History deleted =
        Mutants.changed(
            goodHistory(),
            PodRemoved.class,
            removed::equals,
            pod -> new PodRemoved(pod.at(), pod.node(), pod.pod(), Removal.DELETED));
    judged(struck(deleted, removed.at(), removed.at())).fails("disruption budgets", "was deleted");
  }

  @Test
  void a_budget_that_a_crash_broke_is_noted() {
    BudgetSeen look = goodHistory().of(BudgetSeen.class).toList().get(60);
    History broken =
        Mutants.changed(
            goodHistory(),
            BudgetSeen.class,
            look::equals,
            seen -> new BudgetSeen(seen.at(), seen.budget(), 0, seen.desiredHealthy()));
    judged(broken).fails("disruption budgets", "0 pods healthy");
    judged(struck(broken, look.at(), look.at())).passes();
  }

  @Test
  void a_step_that_a_fault_stopped_may_be_finished_once_the_cluster_is_healed() {
    History stopped =
        with(failedOnce("connection lost"), new RunbookResumed(KUBELET.at().minusMillis(10)));
    judged(struck(stopped, KUBELET.at().minusSeconds(2), KUBELET.at().minusSeconds(1)))
        .holds("steps")
        .passes();
    judged(stopped).fails("steps", "connection lost");
  }

  @Test
  void a_step_that_fails_after_the_faults_are_healed_has_failed() {
    History late = with(failedOnce("no"), new RunbookResumed(KUBELET.at().minusSeconds(1)));
    judged(struck(late, KUBELET.at().minusSeconds(3), KUBELET.at().minusSeconds(2)))
        .fails("steps", "failed: no");
    History never =
        with(
            Mutants.changed(
                goodHistory(),
                StepFinished.class,
                end -> end.id().equals(KUBELET.id()),
                end -> new StepFinished(end.at(), end.id(), false, "no")),
            new RunbookResumed(KUBELET.at().plusMillis(10)));
    judged(struck(never, KUBELET.at().minusSeconds(3), KUBELET.at())).fails("steps", "failed: no");
  }

  @Test
  void the_end_is_judged_whatever_struck() {
    NodeSeen last = goodHistory().last(NodeSeen.class).orElseThrow();
    History cordoned =
        Mutants.changed(
            goodHistory(),
            NodeSeen.class,
            last::equals,
            seen -> new NodeSeen(seen.at(), seen.node(), true, true, false));
    judged(struck(cordoned, last.at().minusSeconds(5), last.at()))
        .fails("end state", "is still cordoned in the end");
  }
}
