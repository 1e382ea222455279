package dev.firedrill.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.LoadRates;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the judge says of a history, for tests to hold it to.
 *
 * @param verdict what it says
 */
record Judged(Verdict verdict) {

  static Judged judged(History history) {
    return judged(history, UpgradeStory.EXPECTATIONS, UpgradeStory.RATES);
  }

  static Judged judged(History history, Expectations expectations, LoadRates rates) {
    return new Judged(new Judge().judge(history, expectations, rates));
  }

  Judged passes() {
    assertThat(verdict.outcome()).as(toString()).isEqualTo(Outcome.PASS);
    return this;
  }

  /** The checker fails the run for that reason. */
  Judged fails(String checker, String reason) {
    assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    return finds(checker, Outcome.FAIL, reason);
  }

  /** These checkers fail the run and no other does. */
  Judged onlyFailing(String... checkers) {
    List<String> failing =
        verdict.findings().stream()
            .filter(finding -> finding.outcome() == Outcome.FAIL)
            .map(Finding::checker)
            .toList();
    assertThat(failing).as(toString()).containsExactlyInAnyOrder(checkers);
    return this;
  }

  /** The checker leaves it open for that reason, and so nobody says pass. */
  Judged leavesOpen(String checker, String reason) {
    assertThat(verdict.outcome()).isNotEqualTo(Outcome.PASS);
    return finds(checker, Outcome.INCONCLUSIVE, reason);
  }

  /** The checker passes although others may not. */
  Judged holds(String checker) {
    return finds(checker, Outcome.PASS, "");
  }

  Finding finding(String checker) {
    return verdict.findings().stream()
        .filter(finding -> finding.checker().equals(checker))
        .findFirst()
        .orElseThrow();
  }

  /** What did not pass. */
  @Override
  public String toString() {
    return verdict.findings().stream()
        .filter(finding -> finding.outcome() != Outcome.PASS)
        .map(f -> "%s: %s: %s".formatted(f.outcome(), f.checker(), f.summary()))
        .collect(Collectors.joining("; "));
  }

  private Judged finds(String checker, Outcome outcome, String reason) {
    Finding finding = finding(checker);
    assertThat(finding.outcome()).as(finding.toString()).isEqualTo(outcome);
    Stream<String> lines =
        finding.evidence().stream().map(line -> line.object() + ": " + line.seen());
    assertThat(Stream.concat(Stream.of(finding.summary()), lines))
        .anyMatch(line -> line.contains(reason));
    return this;
  }
}
