package dev.firedrill.cli;

import dev.firedrill.model.Schedule;
import dev.firedrill.verdict.Finding;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * How the drill of one seed came out.
 *
 * @param schedule the seed and the faults that were to strike
 * @param verdict the verdict
 * @param expected true where it is what the scenario's author expects, for the reason given there
 * @param finding the first finding that bears the verdict out; empty where it passed
 * @param faults what struck beside what the scenario does, in order
 * @param trace a digest of everything that happened
 * @param simulated how much virtual time passed
 */
record SeedResult(
    Schedule schedule,
    Outcome verdict,
    boolean expected,
    String finding,
    List<String> faults,
    String trace,
    Duration simulated) {

  /** Copies the list. */
  SeedResult {
    faults = List.copyOf(faults);
  }

  /** The first of the findings that the outcome is owed to; empty where all is well. */
  static String firstFinding(Verdict verdict) {
    return verdict.outcome() == Outcome.PASS
        ? ""
        : verdict.findings().stream()
            .filter(finding -> finding.outcome() == verdict.outcome())
            .findFirst()
            .map(SeedResult::text)
            .orElse("");
  }

  long seed() {
    return schedule.seed().value();
  }

  boolean passed() {
    return verdict == Outcome.PASS;
  }

  private static String text(Finding finding) {
    return finding.checker() + ": " + Texts.cut(finding.summary(), 300);
  }
}
