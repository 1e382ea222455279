package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.CP_1;
import static dev.firedrill.verdict.UpgradeStory.CP_2;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.EtcdSeen;
import dev.firedrill.history.Observation.RunStarted;
import dev.firedrill.model.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuorumKeptTest {

  private static final String CHECKER = "etcd quorum";

  @Test
  void one_of_three_healthy_at_one_look() {
    judged(seenOnce(3, List.of(CP_1)))
        .fails(CHECKER, "no quorum: 1 of 3 voters healthy [cp-1], quorum is 2")
        .onlyFailing(CHECKER);
  }

  @Test
  void a_node_named_twice_counts_once() {
    judged(seenOnce(3, List.of(CP_1, CP_1))).fails(CHECKER, "1 of 3 voters healthy");
  }

  @Test
  void too_few_answers_for_two_seconds_are_an_election() {
    History history = seenOnce(3, List.of(CP_1));
    EtcdSeen election = history.of(EtcdSeen.class).toList().get(30);
    judged(
            Mutants.with(
                history,
                new EtcdSeen(election.at().plusSeconds(2), 3, List.of(CP_1, CP_2), "cp-2")))
        .passes();
  }

  @Test
  void members_that_wait_longer_for_their_leader_may_elect_one_for_longer() {
    judged(electing(Duration.ofSeconds(5), Duration.ofSeconds(15))).passes();
  }

  @Test
  void no_election_lasts_as_long_as_that() {
    judged(electing(Duration.ofSeconds(5), Duration.ofSeconds(21)))
        .fails(CHECKER, "1 of 3 voters healthy");
    judged(electing(Duration.ofSeconds(1), Duration.ofSeconds(5)))
        .fails(CHECKER, "1 of 3 voters healthy");
  }

  /** One member of three answers for that long, where members have that election timeout. */
  private static History electing(Duration timeout, Duration lasting) {
    History history =
        Mutants.changed(
            goodHistory(),
            RunStarted.class,
            started -> true,
            started ->
                new RunStarted(
                    started.at(),
                    started.scenario(),
                    started.seed(),
                    started.backend(),
                    started.simulated(),
                    started.nodes(),
                    started.agents(),
                    timeout));
    Instant first = history.of(EtcdSeen.class).toList().get(30).at();
    return Mutants.with(
        Mutants.changed(
            history,
            EtcdSeen.class,
            seen -> !seen.at().isBefore(first) && seen.at().isBefore(first.plus(lasting)),
            seen -> new EtcdSeen(seen.at(), 3, List.of(CP_1), "")),
        new EtcdSeen(first.plus(lasting), 3, List.of(CP_1, CP_2), "cp-2"));
  }

  @Test
  void two_of_four_healthy() {
    judged(seenOnce(4, List.of(CP_1, CP_2))).fails(CHECKER, "quorum is 3");
  }

  @Test
  void nobody_answers() {
    judged(seenOnce(-1, List.of()))
        .fails(CHECKER, "no member answered a linearizable read, of 3 voters");
  }

  @Test
  void a_single_member_that_is_restarted_is_nobodys_mistake() {
    History one =
        Mutants.changed(
            goodHistory(),
            EtcdSeen.class,
            seen -> true,
            seen -> new EtcdSeen(seen.at(), 1, List.of(CP_1), "cp-1"));
    judged(
            Mutants.changedAt(
                one, EtcdSeen.class, 30, seen -> new EtcdSeen(seen.at(), 1, List.of(), "")))
        .passes();
  }

  @Test
  void two_of_three_healthy_is_a_quorum() {
    judged(seenOnce(3, List.of(CP_1, CP_2))).passes();
  }

  @Test
  void too_few_healthy_of_a_number_nobody_could_say_is_left_open() {
    judged(seenOnce(-1, List.of(CP_1))).leavesOpen(CHECKER, "by the last known number of voters");
  }

  @Test
  void a_number_of_voters_that_was_never_known_is_left_open() {
    History history =
        Mutants.changed(
            goodHistory(),
            EtcdSeen.class,
            seen -> true,
            seen -> new EtcdSeen(seen.at(), -1, seen.healthy(), ""));
    judged(history).leavesOpen(CHECKER, "nobody could say how many voters there are");
  }

  @Test
  void no_look_at_etcd_is_left_open() {
    judged(Mutants.without(goodHistory(), EtcdSeen.class::isInstance))
        .leavesOpen(CHECKER, "the etcd members were never looked at");
  }

  private static History seenOnce(int voters, List<NodeName> healthy) {
    return Mutants.changedAt(
        goodHistory(),
        EtcdSeen.class,
        30,
        seen -> new EtcdSeen(seen.at(), voters, healthy, "cp-1"));
  }
}
