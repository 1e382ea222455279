package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.Setup;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedMachinesTest {

  private static final Duration LONGEST = Duration.ofHours(12);

  private final Simulation simulation = new Simulation(1);
  private final SimulatedMachines machines =
      new SimulatedMachines(
          simulation,
          new Topology(
              "one",
              "",
              "",
              "",
              "",
              "",
              "",
              List.of(new Machine(new NodeName("cp-1"), NodeRole.CONTROL_PLANE, "172.30.9.1"))),
          Version.parse("v1.29.4"),
          Setup.KUBEADM,
          new Schedule(new Seed(1), List.of()),
          false);

  /** Explored: a seed waited for ever, and the exploration with it. */
  @Test
  void a_drill_that_does_not_come_to_its_end_is_broken_off() {
    assertThatThrownBy(
            () -> machines.live(() -> simulation.await(() -> false, Duration.ofDays(365))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("12 h of simulated time");
    assertThat(simulation.now()).isEqualTo(Simulation.BEGINNING.plus(LONGEST));
  }

  @Test
  void nothing_is_broken_off_once_a_drill_has_ended() {
    machines.live(() -> simulation.sleep(LONGEST.minusSeconds(1)));

    simulation.sleep(LONGEST.plus(LONGEST));

    assertThat(simulation.now()).isAfter(Simulation.BEGINNING.plus(LONGEST));
  }
}
