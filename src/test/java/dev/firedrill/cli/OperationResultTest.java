package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.CheckMade;
import dev.firedrill.operations.Attempt;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationResultTest {

  private static CheckMade check(String object, boolean passed) {
    return new CheckMade(Instant.EPOCH, "disk", object, passed, "room", passed ? "room" : "none");
  }

  private static OperationResult of(Attempt attempt, Observation... history) {
    return OperationResult.of("prod", "preflight", attempt, new History(List.of(history)));
  }

  @Test
  void a_check_that_fails_is_the_clusters_and_no_answer_is_nobodys() {
    Attempt failed = new Attempt.Failed("why");
    assertThat(of(new Attempt.Done("2 checks"), check("a", true)).exitCode()).isZero();
    assertThat(of(failed, check("a", true), check("b", false)).exitCode()).isEqualTo(1);
    assertThat(of(failed, check("a", true)).exitCode()).isEqualTo(2);
  }

  @Test
  void of_a_check_that_was_made_again_the_last_one_counts() {
    OperationResult result =
        of(new Attempt.Done("1 check"), check("a", false), check("b", true), check("a", true));
    assertThat(result.failed()).isEmpty();
    assertThat(result.checks()).hasSize(2);
  }
}
