package dev.firedrill.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void failure_outranks_harness_error_outranks_doubt_outranks_pass() {
    assertThat(Outcome.worst(List.of(Outcome.PASS, Outcome.INCONCLUSIVE)))
        .isEqualTo(Outcome.INCONCLUSIVE);
    assertThat(Outcome.worst(List.of(Outcome.INCONCLUSIVE, Outcome.HARNESS_ERROR)))
        .isEqualTo(Outcome.HARNESS_ERROR);
    assertThat(Outcome.worst(List.of(Outcome.FAIL, Outcome.HARNESS_ERROR))).isEqualTo(Outcome.FAIL);
  }

  @Test
  void nothing_looked_at_is_no_pass() {
    assertThat(Verdict.of(List.of()).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
  }

  @Test
  void exit_codes_are_those_of_the_command_line() {
    assertThat(Arrays.stream(Outcome.values()).map(o -> o + " " + o.exitCode()))
        .containsExactlyInAnyOrder("PASS 0", "FAIL 1", "INCONCLUSIVE 2", "HARNESS_ERROR 70");
  }

  @Test
  void equal_verdicts_do_not_differ() {
    assertThat(verdict(Outcome.PASS, "all well").differencesFrom(verdict(Outcome.PASS, "all well")))
        .isEmpty();
  }

  @Test
  void differences_are_said_checker_by_checker() {
    Verdict saved =
        Verdict.of(List.of(finding("watch", Outcome.PASS, "ok"), finding("old", Outcome.PASS, "")));
    Verdict now =
        Verdict.of(
            List.of(finding("watch", Outcome.FAIL, "lost"), finding("new", Outcome.PASS, "")));
    assertThat(now.differencesFrom(saved))
        .containsExactly(
            "the outcome is FAIL, it was PASS",
            "watch: FAIL (lost), it was PASS (ok)",
            "new: PASS, it was not checked",
            "old: not checked, it was PASS");
  }

  @Test
  void other_evidence_is_a_difference() {
    Finding with =
        new Finding(
            "watch", Outcome.PASS, "ok", List.of(new Evidence(Instant.EPOCH, "harness", "late")));
    assertThat(Verdict.of(List.of(with)).differencesFrom(verdict(Outcome.PASS, "ok")))
        .containsExactly("watch: PASS as it was, on other evidence");
  }

  private static Verdict verdict(Outcome outcome, String summary) {
    return Verdict.of(List.of(finding("watch", outcome, summary)));
  }

  private static Finding finding(String checker, Outcome outcome, String summary) {
    return new Finding(checker, outcome, summary, List.of());
  }
}
