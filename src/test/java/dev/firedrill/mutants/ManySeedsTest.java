package dev.firedrill.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.cli.TamperedDrill;
import dev.firedrill.mutants.Mutant.Circumstances;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The long form: every mutant, survivors too, on up to {@code firedrill.mutants.seeds} seeds (200),
 * and the right runbooks on {@code firedrill.mutants.right} seeds (3000). With {@code
 * firedrill.mutants=write} docs/mutants.md is written anew.
 */
@Tag("seeds")
class ManySeedsTest {

  @Test
  void every_mutant_is_caught_or_is_a_known_survivor() {
    List<Hunted> hunted = new Hunt(Long.getLong("firedrill.mutants.seeds", 200)).all(Mutants.all());
    if ("write".equals(System.getProperty("firedrill.mutants"))) {
      MutantsPage.write(hunted);
    }
    assertThat(hunted)
        .allSatisfy(
            each -> {
              assertThat(each.caught().isEmpty())
                  .as(each + " survives")
                  .isEqualTo(Mutants.SURVIVORS.containsKey(each.mutant().name()));
              assertThat(each.twin()).as(each.toString()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {Defects.SINGLE, Defects.HA, Defects.DRAIN, "repeated-steps"})
  void a_right_runbook_fails_on_no_seed(String runbook) {
    Scenario scenario = Trials.scenario(runbook, UnaryOperator.identity());
    Queue<String> failures = new ConcurrentLinkedQueue<>();
    LongStream.rangeClosed(1, Long.getLong("firedrill.mutants.right", 3000))
        .parallel()
        .forEach(
            seed -> {
              Verdict verdict = TamperedDrill.judge(scenario, seed, Circumstances.NONE.tampering());
              if (verdict.outcome() != Outcome.PASS) {
                failures.add(runbook + " --seed " + seed + ": " + verdict.outcome());
              }
            });
    assertThat(failures).isEmpty();
  }
}
