package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.drill.StopSignal;
import dev.firedrill.scenario.Scenario;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schedules that once found something, with the seeds with which they found it. */
class RegressionsTest {

  private final Backend backend = new SimulatedBackend();

  static Stream<String> regressions() {
    Backend backend = new SimulatedBackend();
    return Home.find().library().names().stream()
        .filter(name -> name.startsWith("regression/"))
        .filter(name -> new Preparation(Home.find(), backend).read(name).seed().isPresent());
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void it_comes_out_as_it_should(String name) {
    Scenario scenario = new Preparation(Home.find(), backend).ready(name);
    SeedResult result =
        new SeedDrills(scenario, backend).run(scenario.seed().orElseThrow(), new StopSignal());
    assertThat(result.expected()).as(result.toString()).isTrue();
  }
}
