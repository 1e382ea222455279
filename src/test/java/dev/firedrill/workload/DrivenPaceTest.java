package dev.firedrill.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.kernel.VirtualBackground;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrivenPaceTest {

  private final Simulation simulation = new Simulation(1);
  private final List<Long> written = new ArrayList<>();
  private final DrivenPace pace =
      new DrivenPace(
          new VirtualBackground(simulation), 7, attempt -> written.add(attempt.number()));

  @Test
  void it_writes_at_its_rate_from_its_first_number_and_no_more_once_it_is_stopped() {
    pace.start(10);
    simulation.sleep(Duration.ofMillis(450));
    pace.stop();
    pace.stop();
    simulation.sleep(Duration.ofSeconds(5));
    assertThat(written).containsExactly(7L, 8L, 9L, 10L, 11L);
  }

  @Test
  void a_rate_of_nothing_is_refused() {
    assertThatThrownBy(() -> pace.start(0)).hasMessageContaining("at least once a second");
  }
}
