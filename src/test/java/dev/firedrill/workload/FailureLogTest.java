package dev.firedrill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.Observation.RequestFailed;
import dev.firedrill.testing.Recording;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureLogTest {

  @Test
  void past_the_limit_one_line_says_that_failures_are_only_counted() {
    Recording recording = new Recording();
    FailureLog log = new FailureLog("api", recording);
    for (int i = 0; i < FailureLog.LIMIT + 5; i++) {
      log.failed(Instant.EPOCH.plusSeconds(i), "reset");
    }
    List<RequestFailed> failures = recording.of(RequestFailed.class);
    assertThat(failures).hasSize(FailureLog.LIMIT + 1);
    assertThat(failures.get(FailureLog.LIMIT - 1).why()).isEqualTo("reset");
    assertThat(failures.get(FailureLog.LIMIT).why())
        .startsWith("reset; ")
        .endsWith("counted in its windows only");
  }
}
