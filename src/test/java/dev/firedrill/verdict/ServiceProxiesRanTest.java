package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.WORKER_2;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.model.Component;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceProxiesRanTest {

  private static final String CHECKER = "service proxies";

  @Test
  void a_node_whose_proxy_could_not_be_replaced() {
    List<ComponentSeen> looks = looks(goodHistory());
    History history = awayBetween(looks.get(10).at(), looks.get(16).at());
    judged(history).fails(CHECKER, "kube-proxy on worker-2: did not run for").onlyFailing(CHECKER);
  }

  @Test
  void the_time_it_takes_to_replace_one_even_where_the_scheduler_waits_for_an_old_lease() {
    List<ComponentSeen> looks = looks(goodHistory());
    judged(awayBetween(looks.get(10).at(), looks.get(10).at())).passes();
    judged(awayBetween(looks.get(10).at(), looks.get(13).at())).passes();
  }

  private static History awayBetween(Instant from, Instant to) {
    return Mutants.changed(
        goodHistory(),
        ComponentSeen.class,
        seen -> isProxy(seen) && new Interval(from, to).contains(seen.at()),
        seen -> new ComponentSeen(seen.at(), seen.node(), seen.component(), ""));
  }

  private static List<ComponentSeen> looks(History history) {
    return history.of(ComponentSeen.class).filter(ServiceProxiesRanTest::isProxy).toList();
  }

  private static boolean isProxy(ComponentSeen seen) {
    return seen.component().equals(Component.KUBE_PROXY) && seen.node().equals(WORKER_2);
  }
}
