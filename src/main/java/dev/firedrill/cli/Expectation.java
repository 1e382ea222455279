package dev.firedrill.cli;

import dev.firedrill.scenario.ExpectedVerdict;
import dev.firedrill.verdict.Finding;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import java.util.stream.Stream;

/** Whether a verdict is the one that the scenario's author expects. */
final class Expectation {

  private Expectation() {}

  /** A wrong runbook has to fail, and for the reason that its author gives. */
  static boolean isMet(ExpectedVerdict expected, Verdict verdict) {
    if (expected.pass()) {
      return verdict.outcome() == Outcome.PASS;
    }
    return verdict.outcome() == Outcome.FAIL
        && verdict.findings().stream()
            .filter(finding -> finding.outcome() == Outcome.FAIL)
            .flatMap(Expectation::sentences)
            .anyMatch(sentence -> sentence.contains(expected.reason()));
  }

  private static Stream<String> sentences(Finding finding) {
    return Stream.concat(
        Stream.of(finding.summary()),
        finding.evidence().stream().map(line -> line.object() + ": " + line.seen()));
  }
}
