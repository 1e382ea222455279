package dev.firedrill.backend.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.fault.ScheduledFaults;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.model.FaultKind;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.ScheduledFault;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.Killable;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.ports.Pausable;
import dev.firedrill.ports.Replaceable;
import dev.firedrill.scenario.TopologyFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a scenario's own fault takes from a machine no scheduled fault gives back. */
class PowerTest {

  private static final NodeName WORKER = new NodeName("worker-1");
  private static final Duration LASTS = Duration.ofSeconds(10);

  private final Simulation simulation = new Simulation(1);
  private final SimulatedCluster cluster = cluster();
  private final List<String> told = new ArrayList<>();

  private SimulatedCluster cluster() {
    Topology topology = TopologyFile.read(Path.of("clusters/ha.yaml"));
    return new SimulatedCluster(topology, Version.parse("v1.29.4"), simulation);
  }

  private void strikes(FaultKind kind) {
    ScheduledFault fault =
        new ScheduledFault(kind, List.of(WORKER.value()), "step", Duration.ZERO, LASTS);
    ScheduledFaults faults =
        new ScheduledFaults(
            cluster.ground(),
            List.of(fault),
            new ScheduledFaults.Witness() {
              @Override
              public void struck(String what) {
                told.add("struck " + what);
              }

              @Override
              public void healed(String what) {
                told.add("healed " + what);
              }
            });
    faults.stepBegins("step");
    simulation.sleep(Duration.ofSeconds(1));
  }

  private <T> T capability(Class<T> kind) {
    return cluster.capability(kind).orElseThrow();
  }

  private void passes() {
    simulation.sleep(LASTS.multipliedBy(2));
  }

  private void assertSilent() {
    assertThatThrownBy(() -> cluster.shell(WORKER).run(Command.of("test", "-e", "/")))
        .isInstanceOf(NodeUnreachable.class);
  }

  private void assertAnswers() {
    assertThat(cluster.shell(WORKER).run(Command.of("test", "-e", "/")).exitCode()).isBetween(0, 1);
  }

  @Test
  void a_machine_that_was_killed_while_it_was_crashed_stays_dead_until_it_is_started() {
    strikes(FaultKind.CRASH_MACHINE);
    assertThat(told).containsExactly("struck crash-machine worker-1");
    capability(Killable.class).kill(WORKER);
    passes();
    assertSilent();
    capability(Killable.class).start(WORKER);
    assertAnswers();
  }

  @Test
  void a_machine_that_was_paused_by_both_answers_when_both_are_over() {
    strikes(FaultKind.PAUSE_MACHINE);
    capability(Pausable.class).pause(WORKER);
    passes();
    assertSilent();
    capability(Pausable.class).resume(WORKER);
    assertAnswers();
  }

  @Test
  void a_machine_that_was_destroyed_while_it_was_crashed_does_not_come_back() {
    strikes(FaultKind.CRASH_MACHINE);
    capability(Replaceable.class).destroy(WORKER);
    passes();
    assertSilent();
    capability(Replaceable.class).create(WORKER);
    assertAnswers();
  }

  @Test
  void a_machine_that_is_not_there_is_not_struck() {
    capability(Replaceable.class).destroy(WORKER);
    strikes(FaultKind.CRASH_MACHINE);
    passes();
    assertThat(told).isEmpty();
    assertSilent();
  }

  @Test
  void a_machine_that_is_struck_and_healed_answers_again() {
    strikes(FaultKind.CRASH_MACHINE);
    assertSilent();
    passes();
    assertThat(told)
        .containsExactly("struck crash-machine worker-1", "healed crash-machine worker-1");
    assertAnswers();
  }
}
