package dev.firedrill.mutants;

import dev.firedrill.verdict.Finding;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * That a drill failed for the reason it had to.
 *
 * @param seed the first seed on which it did
 * @param checker the checker that says so
 * @param said its words
 */
record Caught(long seed, String checker, String said) {

  /** The first failing finding that gives that reason; none where the harness itself failed. */
  static Optional<Caught> in(Verdict verdict, long seed, String reason) {
    boolean harness =
        verdict.findings().stream().anyMatch(f -> f.outcome() == Outcome.HARNESS_ERROR);
    if (harness) {
      return Optional.empty();
    }
    return verdict.findings().stream()
        .filter(finding -> finding.outcome() == Outcome.FAIL)
        .flatMap(
            finding -> sentences(finding).map(said -> new Caught(seed, finding.checker(), said)))
        .filter(caught -> caught.said().contains(reason))
        .findFirst();
  }

  private static Stream<String> sentences(Finding finding) {
    return finding.evidence().stream().map(line -> line.object() + ": " + line.seen());
  }
}
