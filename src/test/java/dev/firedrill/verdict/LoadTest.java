package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.EXPECTATIONS;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.LoadWindow;
import dev.firedrill.history.Observation.RequestFailed;
import dev.firedrill.model.LoadRates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The checkers of the two streams of load. */
class LoadTest {

  @Test
  void one_failed_request_of_the_workload_where_none_is_allowed() {
    judged(window("workload", 60, w -> seen(w, w.sent(), 1, w.longestGap())))
        .fails("workload", "1 of 3250 requests failed, at most 0 allowed")
        .onlyFailing("workload");
  }

  @Test
  void a_failed_request_whose_window_was_lost_counts() {
    History history =
        Mutants.with(
            goodHistory(), new RequestFailed(Instant.EPOCH, "workload", "connection refused"));
    judged(history)
        .fails("workload", "1 of 3250 requests failed")
        .fails("workload", "request failed: connection refused");
  }

  @Test
  void a_gap_of_the_workload_over_its_budget() {
    judged(window("workload", 60, w -> seen(w, w.sent(), 0, Duration.ofMillis(5_100))))
        .fails("workload", "5.1 s without a success, at most 5.0 s allowed")
        .onlyFailing("workload");
  }

  @Test
  void a_gap_of_the_api_over_its_budget() {
    judged(window("api", 60, w -> seen(w, w.sent(), 0, Duration.ofSeconds(11))))
        .fails("API", "11.0 s without a success, at most 10.0 s allowed")
        .onlyFailing("API");
  }

  @Test
  void the_worst_of_several_gaps_comes_first() {
    History one = window("api", 60, w -> seen(w, w.sent(), 0, Duration.ofSeconds(11)));
    History two =
        Mutants.changed(
            one,
            LoadWindow.class,
            w -> w == windows(one, "api").get(62),
            w -> seen(w, w.sent(), 0, Duration.ofSeconds(14)));
    assertThat(judged(two).fails("API", "14.0 s").finding("API").summary())
        .isEqualTo("api: 14.0 s without a success, at most 10.0 s allowed (and 1 more)");
  }

  @Test
  void failed_requests_of_the_api_are_allowed_within_its_gap() {
    judged(window("api", 60, w -> seen(w, w.sent(), 20, Duration.ofSeconds(9)))).passes();
  }

  @Test
  void load_that_was_demanded_and_is_not_recorded_is_left_open() {
    for (String stream : List.of("workload", "api")) {
      History history =
          Mutants.without(
              goodHistory(), o -> o instanceof LoadWindow w && w.stream().equals(stream));
      judged(history)
          .leavesOpen(
              stream.equals("api") ? "API" : stream, "load was demanded of stream " + stream);
    }
  }

  @Test
  void a_pause_of_the_load_during_the_change_is_left_open() {
    History history = goodHistory();
    for (String stream : List.of("workload", "api")) {
      List<LoadWindow> paused = windows(history, stream).subList(30, 31);
      judged(Mutants.without(history, paused::contains))
          .leavesOpen(stream.equals("api") ? "API" : stream, "no load is recorded for 5.0 s");
    }
  }

  @Test
  void windows_in_which_nothing_was_sent_are_left_open() {
    judged(window("workload", 30, w -> seen(w, 0, 0, w.longestGap())))
        .leavesOpen("workload", "no load is recorded for 5.0 s");
  }

  @Test
  void less_load_than_was_demanded_is_left_open() {
    judged(goodHistory(), EXPECTATIONS, new LoadRates(12, 1))
        .leavesOpen("workload", "only 3250 of 3900 requests demanded were sent");
  }

  @Test
  void no_load_passes_where_none_was_demanded() {
    History history = Mutants.without(goodHistory(), LoadWindow.class::isInstance);
    judged(history, EXPECTATIONS, new LoadRates(0, 0)).holds("workload").holds("API");
  }

  private static LoadWindow seen(LoadWindow w, long sent, long failed, Duration gap) {
    return new LoadWindow(
        w.at(), w.stream(), w.length(), sent, failed, w.p50(), w.p99(), w.max(), gap);
  }

  private static List<LoadWindow> windows(History history, String stream) {
    return history.of(LoadWindow.class).filter(w -> w.stream().equals(stream)).toList();
  }

  private static History window(
      String stream, int n, java.util.function.Function<LoadWindow, Observation> change) {
    History history = goodHistory();
    LoadWindow picked = windows(history, stream).get(n);
    return Mutants.changed(history, LoadWindow.class, w -> w == picked, change);
  }
}
