package dev.firedrill.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorPaceTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant real = START;
  private final SimulatorPace pace = new SimulatorPace(() -> real);

  @Test
  void phases_are_measured_by_the_real_clock_and_the_rate_by_both() {
    see(0, new Observation.RunStarted(at(0), "upgrade", 1, "simulated", true, Map.of()));
    step(1, "1", Phase.CREATE);
    see(10, new Observation.CheckMade(at(60), "baseline", "cluster", true, "", ""));
    step(20, "2", Phase.CHANGE);
    step(40, "3", Phase.CHANGE);
    see(50, new Observation.CheckMade(at(500), "converged", "cluster", true, "", ""));
    SimulatorPace.Figures figures = pace.figures();
    assertThat(figures.simulated()).isEqualTo(Duration.ofSeconds(500));
    assertThat(figures.all()).isEqualTo(Duration.ofMillis(50));
    assertThat(figures.creation()).isEqualTo(Duration.ofMillis(10));
    assertThat(figures.change()).isEqualTo(Duration.ofMillis(25));
    assertThat(figures.rate()).isEqualTo(10_000);
  }

  @Test
  void a_run_that_recorded_nothing_took_no_time() {
    assertThat(pace.figures().all()).isZero();
    assertThat(pace.figures().rate()).isZero();
  }

  @Test
  void a_median_stands_between_the_least_and_the_greatest() {
    assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
  }

  /** A step of 5 ms. */
  private void step(int millis, String id, Phase phase) {
    see(
        millis,
        new Observation.StepStarted(at(millis), id, phase, "drain", "cp-1", Map.of(), List.of()));
    see(millis + 5, new Observation.StepFinished(at(millis + 5), id, true, ""));
  }

  private void see(int millis, Observation observation) {
    real = START.plusMillis(millis);
    pace.record(observation);
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }
}
