package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.CP_2;
import static dev.firedrill.verdict.UpgradeStory.WORKER_1;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.BudgetSeen;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.history.Observation.EtcdSeen;
import dev.firedrill.history.Observation.NodeSeen;
import dev.firedrill.history.Observation.WatchLost;
import dev.firedrill.model.Component;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class WatchUnbrokenTest {

  private static final String CHECKER = "watch";

  @Test
  void a_watch_that_says_it_was_lost_but_looked_again_in_time() {
    History history = goodHistory();
    Instant during = history.of(EtcdSeen.class).toList().get(30).at();
    judged(Mutants.with(history, new WatchLost(during, "nodes", "connection refused"))).passes();
  }

  @Test
  void a_watch_lost_while_the_cluster_was_brought_up_is_nobodys_matter() {
    History history = goodHistory();
    Instant before = history.observations().get(0).at();
    judged(Mutants.with(history, new WatchLost(before, "nodes", "no API yet"))).passes();
  }

  @Test
  void looks_as_far_apart_as_allowed() {
    judged(silent(EtcdSeen.class::isInstance, 2)).passes();
  }

  @Test
  void etcd_not_looked_at_for_20_s() {
    judged(silent(EtcdSeen.class::isInstance, 3))
        .leavesOpen(CHECKER, "etcd members: not looked at for 20.0 s");
  }

  @Test
  void one_node_not_looked_at_for_20_s() {
    judged(silent(o -> o instanceof NodeSeen s && s.node().equals(WORKER_1), 3))
        .leavesOpen(CHECKER, "node worker-1: not looked at for 20.0 s");
  }

  @Test
  void one_component_not_looked_at_for_20_s() {
    judged(
            silent(
                o ->
                    o instanceof ComponentSeen s
                        && s.node().equals(CP_2)
                        && s.component().equals(Component.KUBE_APISERVER),
                3))
        .leavesOpen(CHECKER, "kube-apiserver on cp-2: not looked at for 20.0 s");
  }

  @Test
  void a_budget_not_looked_at_for_20_s() {
    judged(silent(BudgetSeen.class::isInstance, 3))
        .leavesOpen(CHECKER, "budget default/web: not looked at for 20.0 s");
  }

  @Test
  void a_watch_that_ended_before_the_load() {
    History history = goodHistory();
    List<Observation> looks =
        history.observations().stream().filter(EtcdSeen.class::isInstance).toList();
    List<Observation> last = looks.subList(looks.size() - 4, looks.size());
    judged(Mutants.without(history, last::contains))
        .leavesOpen(CHECKER, "etcd members: not looked at for 20.0 s");
  }

  private static History silent(Predicate<Observation> kind, int looks) {
    History history = goodHistory();
    List<Observation> all = history.observations().stream().filter(kind).toList();
    List<Observation> silent = all.subList(20, 20 + looks);
    return Mutants.without(history, silent::contains);
  }
}
