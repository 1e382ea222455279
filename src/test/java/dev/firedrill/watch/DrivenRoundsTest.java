package dev.firedrill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.kernel.VirtualBackground;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrivenRoundsTest {

  private final Simulation simulation = new Simulation(1);
  private final DrivenRounds rounds = new DrivenRounds(new VirtualBackground(simulation));
  private final List<String> happened = new ArrayList<>();

  @Test
  void every_question_is_asked_once_a_second_and_recorded_half_a_second_later() {
    start();
    simulation.sleep(Duration.ofMillis(2600));
    assertThat(happened)
        .containsExactly(
            "ask a 0",
            "ask b 0",
            "record 500",
            "ask a 1000",
            "ask b 1000",
            "record 1500",
            "ask a 2000",
            "ask b 2000",
            "record 2500");
  }

  @Test
  void once_stopped_it_records_what_was_answered_last_and_nothing_more() {
    start();
    simulation.sleep(Duration.ofMillis(1200));
    rounds.stop();
    rounds.stop();
    simulation.sleep(Duration.ofSeconds(5));
    assertThat(happened).endsWith("ask b 1000", "record 1200").hasSize(6);
  }

  private void start() {
    rounds.start(List.of(probe("a"), probe("b")), () -> happened.add("record " + millis()));
  }

  private Probe<String> probe(String name) {
    return new Probe<>(
        name,
        () -> {
          happened.add("ask " + name + " " + millis());
          return name;
        },
        Duration.ofSeconds(5),
        simulation);
  }

  private long millis() {
    return Duration.between(Simulation.BEGINNING, simulation.now()).toMillis();
  }
}
