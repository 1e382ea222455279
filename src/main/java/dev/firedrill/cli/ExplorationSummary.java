package dev.firedrill.cli;

import dev.firedrill.report.RunDescription;
import dev.firedrill.verdict.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code explore} ends with.
 *
 * @param scenario the scenario
 * @param simulated always true: such figures are marked
 * @param seeds the seeds that were asked for
 * @param explored how many of them were drilled, now or before
 * @param before how many of those had been drilled before, and were not drilled again
 * @param verdicts how many seeds had which verdict
 * @param notPassed every seed that did not pass, or should not have
 * @param shrunk the first of those, each as small as could be found
 * @param trace a digest of the traces of all seeds, the same for equal explorations
 * @param threads how many drills ran at a time
 * @param realSeconds how long it took
 * @param schedulesPerSecond drills a second
 * @param simulatedPerReal virtual seconds a second
 * @param against the drills of the same seeds that they were held against; null where none were
 * @param asExpected true where every seed was drilled and came out as the scenario expects
 */
record ExplorationSummary(
    String scenario,
    boolean simulated,
    String seeds,
    int explored,
    int before,
    Map<Outcome, Integer> verdicts,
    List<SeedSummary> notPassed,
    List<Regression> shrunk,
    String trace,
    int threads,
    double realSeconds,
    double schedulesPerSecond,
    double simulatedPerReal,
    @Nullable TraceComparison against,
    boolean asExpected)
    implements Ending {

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
      List<SeedTrace> before,
      List<Regression> shrunk,
      Optional<TraceFile> others,
      Replay replay,
      Pace pace,
      int threads) {
    List<SeedTrace> traces =
        Stream.concat(before.stream(), results.stream().map(SeedTrace::of))
            .sorted(Comparator.comparingLong(SeedTrace::seed))
            .toList();
    return new ExplorationSummary(
        scenario,
        true,
        range.toString(),
        traces.size(),
        before.size(),
        counted(traces),
        Stream.concat(
                before.stream().filter(SeedTrace::tellsMore).map(seed -> summary(seed, replay)),
                results.stream()
                    .filter(result -> SeedTrace.of(result).tellsMore())
                    .map(result -> summary(result, replay)))
            .sorted(Comparator.comparingLong(SeedSummary::seed))
            .toList(),
        shrunk,
        RunDescription.sha256(
            traces.stream().map(SeedTrace::trace).collect(Collectors.joining("\n"))),
        threads,
        pace.real().toMillis() / MILLISECONDS_PER_SECOND,
        pace.schedulesPerSecond(),
        pace.simulatedPerReal(),
        others.map(file -> TraceComparison.of(traces, file)).orElse(null),
        traces.size() == range.size() && traces.stream().allMatch(SeedTrace::expected));
  }

  /**
   * 0 where every seed came out as expected; else the worst that was not, where a wrong runbook
   * that passed is a failure, and so is a seed whose drill was another before; INCONCLUSIVE where
   * the exploration was stopped before it saw one.
   */
  @Override
  public int exitCode() {
    Outcome compared = against == null ? Outcome.PASS : against.outcome();
    return Outcome.worst(List.of(asExpected ? Outcome.PASS : unexpected(), compared)).exitCode();
  }

  private Outcome unexpected() {
    return Outcome.worst(
        notPassed.stream()
            .filter(seed -> !seed.expected())
            .map(seed -> seed.verdict() == Outcome.PASS ? Outcome.FAIL : seed.verdict())
            .toList());
  }

  @Override
  public List<String> lines() {
    long unexpected = notPassed.stream().filter(seed -> !seed.expected()).count();
    List<String> lines = new ArrayList<>();
    shrunk.forEach(small -> lines.addAll(small.lines()));
    lines.add("scenario   %s (simulated, seeds %s)".formatted(scenario, seeds));
    lines.add("explored   %d seeds: %s%s".formatted(explored, verdicts, earlier()));
    lines.add("unexpected %d".formatted(unexpected));
    lines.add("trace      " + trace);
    if (against != null) {
      lines.addAll(against.lines());
    }
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

  private String earlier() {
    return before == 0 ? "" : ", %d of them before".formatted(before);
  }

  private static Map<Outcome, Integer> counted(List<SeedTrace> traces) {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    traces.forEach(trace -> counts.merge(trace.verdict(), 1, Integer::sum));
    return counts;
  }

  private static SeedSummary summary(SeedTrace before, Replay replay) {
    return new SeedSummary(
        before.seed(),
        before.verdict(),
        before.expected(),
        "drilled before",
        List.of(),
        before.trace(),
        replay.of(before.seed()));
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
