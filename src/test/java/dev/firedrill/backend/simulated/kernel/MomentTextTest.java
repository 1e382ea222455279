package dev.firedrill.backend.simulated.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTextTest {

  private final MomentText text = new MomentText();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999, 1_000, 10_000_000, 123_456_000, 250_000_000, 999_999_999})
  void moments_are_written_as_java_writes_them(long nanos) {
    for (Instant each : new Instant[] {Simulation.BEGINNING, Simulation.BEGINNING.plusSeconds(1)}) {
      Instant moment = each.plusNanos(nanos);
      assertThat(text.of(moment)).isEqualTo(moment.toString());
    }
  }
}
