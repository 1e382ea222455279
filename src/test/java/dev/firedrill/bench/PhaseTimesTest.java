package dev.firedrill.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PhaseTimesTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Observation> seen = new ArrayList<>();

  @Test
  void phases_add_up_to_creation_and_change() {
    seen.add(new Observation.RunStarted(at(0), "upgrade", 1, "kubeadm", false, Map.of()));
    step("1", Phase.CREATE, "initialise-control-plane", "cp-1", 10, 30);
    step("2", Phase.CREATE, "install-network", "", 30, 31);
    seen.add(new Observation.CheckMade(at(50), "baseline", "cluster", true, "", ""));
    step("3", Phase.CHANGE, "drain", "cp-1", 60, 65);
    step("4", Phase.CHANGE, "uncordon", "cp-1", 65, 66);
    assertThat(PhaseTimes.of(new History(seen)))
        .containsExactly(
            phase("machines", 10),
            phase("initialise-control-plane cp-1", 20),
            phase("install-network", 1),
            phase("workload and DNS ready", 19),
            phase("creation, in all", 50),
            phase("drain cp-1", 5),
            phase("uncordon cp-1", 1),
            phase("change, in all", 6));
  }

  @Test
  void a_step_that_did_not_end_has_no_time() {
    seen.add(new Observation.RunStarted(at(0), "upgrade", 1, "kubeadm", false, Map.of()));
    seen.add(
        new Observation.StepStarted(
            at(4), "1", Phase.CREATE, "install-network", "", Map.of(), List.of()));
    assertThat(PhaseTimes.of(new History(seen))).containsExactly(phase("machines", 4));
  }

  private void step(String id, Phase phase, String name, String node, int from, int to) {
    seen.add(new Observation.StepStarted(at(from), id, phase, name, node, Map.of(), List.of()));
    seen.add(new Observation.StepFinished(at(to), id, true, ""));
  }

  private static PhaseTime phase(String name, int seconds) {
    return new PhaseTime(name, Duration.ofSeconds(seconds));
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }
}
