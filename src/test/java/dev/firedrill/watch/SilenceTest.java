package dev.firedrill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.Observation.WatchLost;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SilenceTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Silence silence = new Silence("the Kubernetes API", START);

  @Test
  void silence_is_told_after_3_s_and_again_while_it_lasts() {
    List<Integer> told =
        IntStream.rangeClosed(0, 12)
            .filter(second -> silence.at(START.plusSeconds(second), "refused").isPresent())
            .boxed()
            .toList();
    assertThat(told).containsExactly(4, 9);
  }

  @Test
  void an_answer_ends_it() {
    silence.heard(START.plusSeconds(10));
    assertThat(silence.at(START.plusSeconds(13), "refused")).isEmpty();
    assertThat(silence.at(START.plusMillis(13_500), "refused"))
        .contains(
            new WatchLost(
                START.plusMillis(13_500),
                "the Kubernetes API",
                "no answer for 3500 ms; last: refused"));
  }
}
