package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.drill.StopSignal;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.Seed;
import dev.firedrill.scenario.ExpectedVerdict;
import dev.firedrill.verdict.Finding;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExplorationTest {

  private static final SeedRange RANGE = new SeedRange(1, 50);

  private final ConcurrentLinkedQueue<Long> drilled = new ConcurrentLinkedQueue<>();
  private final StopSignal stop = new StopSignal();

  private SeedResult drill(Seed seed, StopSignal own) {
    drilled.add(seed.value());
    return result(seed.value(), Outcome.PASS, true);
  }

  private static SeedResult result(long seed, Outcome verdict, boolean expected) {
    return new SeedResult(
        new Schedule(new Seed(seed), List.of()),
        verdict,
        expected,
        "",
        List.of(),
        "trace " + seed,
        Duration.ofSeconds(10));
  }

  private static ExplorationSummary summary(SeedResult... results) {
    Pace pace = new Pace(results.length, Duration.ofSeconds(20), Duration.ofSeconds(4));
    return ExplorationSummary.of(
        "upgrade",
        new SeedRange(1, 2),
        List.of(results),
        List.of(),
        List.of(),
        Optional.empty(),
        new Replay("upgrade", false),
        pace,
        1);
  }

  @Test
  void every_seed_is_drilled_once_and_results_are_in_their_order() {
    List<SeedResult> results =
        new Exploration(RANGE, seed -> true, this::drill, result -> {}, stop).run(4);
    List<Long> all = LongStream.rangeClosed(1, 50).boxed().toList();
    assertThat(results).extracting(SeedResult::seed).containsExactlyElementsOf(all);
    assertThat(drilled).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void a_seed_that_is_not_wanted_is_not_drilled() {
    List<SeedResult> results =
        new Exploration(new SeedRange(1, 5), seed -> seed % 2 == 0, this::drill, result -> {}, stop)
            .run(2);
    assertThat(results).extracting(SeedResult::seed).containsExactly(2L, 4L);
    assertThat(drilled).containsExactlyInAnyOrder(2L, 4L);
  }

  @Test
  void seeds_that_were_drilled_before_count_with_what_came_of_them() {
    SeedResult second = result(2, Outcome.PASS, true);
    SeedTrace first = SeedTrace.of(result(1, Outcome.PASS, true));
    ExplorationSummary both = summary(result(1, Outcome.PASS, true), second);
    assertThat(after(first, second).trace()).isEqualTo(both.trace());
    assertThat(after(first, second).exitCode()).isZero();
    assertThat(after(first, second).lines())
        .contains("explored   2 seeds: {PASS=2}, 1 of them before");

    SeedTrace failed = SeedTrace.of(result(1, Outcome.FAIL, false));
    assertThat(after(failed, second).exitCode()).isEqualTo(1);
    assertThat(after(failed, second).notPassed())
        .singleElement()
        .extracting("replay")
        .isEqualTo("./firedrill run upgrade --seed 1");
  }

  private static ExplorationSummary after(SeedTrace before, SeedResult result) {
    return ExplorationSummary.of(
        "upgrade",
        new SeedRange(1, 2),
        List.of(result),
        List.of(before),
        List.of(),
        Optional.empty(),
        new Replay("upgrade", false),
        new Pace(1, Duration.ofSeconds(20), Duration.ofSeconds(4)),
        1);
  }

  @Test
  void a_stop_ends_it_with_the_results_there_are() {
    Exploration exploration =
        new Exploration(
            RANGE,
            seed -> true,
            this::drill,
            result -> {
              if (result.seed() == 3) {
                stop.request();
              }
            },
            stop);
    assertThat(exploration.run(1)).extracting(SeedResult::seed).containsExactly(1L, 2L, 3L);
  }

  @Test
  void a_drill_that_breaks_down_ends_it_and_its_seed_is_named() {
    Exploration exploration =
        new Exploration(
            RANGE,
            seed -> true,
            (seed, own) -> {
              throw new IllegalStateException("no disk");
            },
            result -> {},
            stop);
    assertThatThrownBy(() -> exploration.run(1))
        .hasMessageContaining("the drill of seed 1 broke down")
        .hasStackTraceContaining("no disk");
  }

  @Test
  void it_ends_with_0_only_where_every_seed_was_drilled_and_came_out_as_expected() {
    SeedResult good = result(1, Outcome.PASS, true);
    assertThat(summary(good, result(2, Outcome.PASS, true)).exitCode()).isZero();
    assertThat(summary(good, result(2, Outcome.FAIL, true)).exitCode()).isZero();
    assertThat(summary(good, result(2, Outcome.FAIL, false)).exitCode()).isEqualTo(1);
    assertThat(summary(good, result(2, Outcome.HARNESS_ERROR, false)).exitCode()).isEqualTo(70);
    assertThat(summary(good, result(2, Outcome.INCONCLUSIVE, false)).exitCode()).isEqualTo(2);
    assertThat(summary(good).exitCode()).as("stopped").isEqualTo(2);
  }

  @Test
  void a_wrong_runbook_that_passes_is_a_failure_and_is_listed() {
    ExplorationSummary summary = summary(result(1, Outcome.PASS, false));
    assertThat(summary.exitCode()).isEqualTo(1);
    assertThat(summary.notPassed()).singleElement().extracting("seed").isEqualTo(1L);
    assertThat(summary.schedulesPerSecond()).isEqualTo(0.25);
    assertThat(summary.simulatedPerReal()).isEqualTo(5);
  }

  @Test
  void a_verdict_is_expected_where_it_fails_for_the_reason_that_was_given() {
    Verdict skew =
        Verdict.of(List.of(new Finding("skew", Outcome.FAIL, "the kubelet is newer", List.of())));
    assertThat(Expectation.isMet(new ExpectedVerdict(false, "kubelet is newer"), skew)).isTrue();
    assertThat(Expectation.isMet(new ExpectedVerdict(false, "no quorum"), skew)).isFalse();
    assertThat(Expectation.isMet(new ExpectedVerdict(true, ""), skew)).isFalse();
  }
}
