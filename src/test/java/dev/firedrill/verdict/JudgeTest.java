package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.EXPECTATIONS;
import static dev.firedrill.verdict.UpgradeStory.RATES;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.HarnessFailed;
import dev.firedrill.history.Observation.LedgerAudited;
import dev.firedrill.model.Expectations;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {

  @Test
  void a_correct_upgrade_passes_every_checker() {
    Verdict verdict = judged(goodHistory()).passes().verdict();
    assertThat(verdict.findings()).hasSize(16);
    assertThat(verdict.findings()).extracting(Finding::checker).doesNotHaveDuplicates();
    assertThat(verdict.findings()).allSatisfy(f -> assertThat(f.summary()).isNotBlank());
  }

  @Test
  void the_same_history_gets_an_equal_verdict() {
    assertThat(judged(goodHistory())).isEqualTo(judged(goodHistory()));
  }

  @Test
  void a_checker_that_breaks_down_is_a_harness_error_that_names_it() {
    Verdict verdict =
        new Judge(rates -> List.of(new HarnessHeld(), broken()))
            .judge(goodHistory(), EXPECTATIONS, RATES);
    assertThat(verdict.outcome()).isEqualTo(Outcome.HARNESS_ERROR);
    assertThat(verdict.findings().get(1).checker()).isEqualTo("broken");
    assertThat(verdict.findings().get(1).summary())
        .contains("IllegalStateException: bang")
        .contains("defect of Firedrill");
  }

  @Test
  void a_failed_harness_is_no_evidence() {
    History history =
        Mutants.with(
            goodHistory(), new HarnessFailed(Instant.EPOCH, "deploying the workload", "refused"));
    Verdict verdict = judged(history).verdict();
    assertThat(verdict.outcome()).isEqualTo(Outcome.HARNESS_ERROR);
    assertThat(judged(history).finding("harness").summary())
        .isEqualTo("the harness failed while deploying the workload: refused");
  }

  @Test
  void a_violation_outranks_a_failed_harness() {
    History failed =
        Mutants.with(goodHistory(), new HarnessFailed(Instant.EPOCH, "watching", "refused"));
    History lost =
        Mutants.changedAt(
            failed, LedgerAudited.class, 0, a -> new LedgerAudited(a.at(), 1, List.of(1L)));
    judged(lost).fails("acknowledged writes", "lost: [1]");
  }

  private static Checker broken() {
    return new Checker() {
      @Override
      public String name() {
        return "broken";
      }

      @Override
      public Finding check(History history, Expectations expectations) {
        throw new IllegalStateException("bang");
      }
    };
  }
}
