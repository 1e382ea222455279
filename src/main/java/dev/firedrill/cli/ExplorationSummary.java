package dev.firedrill.cli;

import dev.firedrill.report.RunDescription;
import dev.firedrill.verdict.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code explore} ends with.
 *
 * @param scenario the scenario
 * @param simulated always true: such figures are marked
 * @param seeds the seeds that were asked for
 * @param explored how many of them were drilled
 * @param verdicts how many seeds had which verdict
 * @param notPassed every seed that did not pass, or should not have
 * @param shrunk the first of those, each as small as could be found
 * @param trace a digest of the traces of all seeds, the same for equal explorations
 * @param threads how many drills ran at a time
 * @param realSeconds how long it took
 * @param schedulesPerSecond drills a second
 * @param simulatedPerReal virtual seconds a second
 * @param asExpected true where every seed was drilled and came out as the scenario expects
 */
record ExplorationSummary(
    String scenario,
    boolean simulated,
    String seeds,
    int explored,
    Map<Outcome, Integer> verdicts,
    List<SeedSummary> notPassed,
    List<Regression> shrunk,
    String trace,
    int threads,
    double realSeconds,
    double schedulesPerSecond,
    double simulatedPerReal,
    boolean asExpected) {

  private static final double MILLISECONDS_PER_SECOND = 1000;

  /** A seed that did not pass, or should not have. */
  record SeedSummary(
      long seed,
      Outcome verdict,
      boolean expected,
      String finding,
      List<String> faults,
      String trace,
      String replay) {}

  static ExplorationSummary of(
      String scenario,
      SeedRange range,
      List<SeedResult> results,
      List<Regression> shrunk,
      Replay replay,
      Pace pace,
      int threads) {
    return new ExplorationSummary(
        scenario,
        true,
        range.toString(),
        results.size(),
        counted(results),
        results.stream()
            .filter(result -> !result.passed() || !result.expected())
            .map(result -> summary(result, replay))
            .toList(),
        shrunk,
        RunDescription.sha256(
            results.stream().map(SeedResult::trace).collect(Collectors.joining("\n"))),
        threads,
        pace.real().toMillis() / MILLISECONDS_PER_SECOND,
        pace.schedulesPerSecond(),
        pace.simulatedPerReal(),
        results.size() == range.size() && results.stream().allMatch(SeedResult::expected));
  }

  /**
   * 0 where every seed came out as expected; else the worst that was not, where a wrong runbook
   * that passed is a failure; INCONCLUSIVE where the exploration was stopped before it saw one.
   */
  int exitCode() {
    if (asExpected) {
      return ExitCode.OK;
    }
    List<Outcome> unexpected =
        notPassed.stream()
            .filter(seed -> !seed.expected())
            .map(seed -> seed.verdict() == Outcome.PASS ? Outcome.FAIL : seed.verdict())
            .toList();
    return Outcome.worst(unexpected).exitCode();
  }

  List<String> lines() {
    long unexpected = notPassed.stream().filter(seed -> !seed.expected()).count();
    List<String> lines = new ArrayList<>();
    shrunk.forEach(small -> lines.addAll(small.lines()));
    lines.add("scenario   %s (simulated, seeds %s)".formatted(scenario, seeds));
    lines.add("explored   %d seeds: %s".formatted(explored, verdicts));
    lines.add("unexpected %d".formatted(unexpected));
    lines.add("trace      " + trace);
    lines.add(
        String.format(
            Locale.ROOT,
            "pace       %.1f s on %d threads: %.2f schedules/s, %.0f simulated seconds a second",
            realSeconds,
            threads,
            schedulesPerSecond,
            simulatedPerReal));
    return lines;
  }

  private static Map<Outcome, Integer> counted(List<SeedResult> results) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    results.forEach(result -> counts.merge(result.verdict(), 1, Integer::sum));
    return counts;
  }

  private static SeedSummary summary(SeedResult result, Replay replay) {
    return new SeedSummary(
        result.seed(),
        result.verdict(),
        result.expected(),
        result.finding(),
        result.faults(),
        result.trace(),
        replay.of(result.seed()));
  }
}
