package dev.firedrill.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangesTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final NodeName NODE = new NodeName("cp-1");

  private final Changes changes = new Changes();

  @Test
  void what_stays_the_same_is_recorded_again_within_5_s() {
    List<Integer> recorded =
        List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9).stream()
            .filter(second -> !look(second, "v1.29.4").isEmpty())
            .toList();
    assertThat(recorded).containsExactly(0, 4, 8);
  }

  @Test
  void a_change_is_recorded_at_once_and_so_is_the_change_back() {
    look(0, "v1.29.4");
    assertThat(look(1, "")).containsExactly(seen(1, ""));
    assertThat(look(2, "v1.30.4")).containsExactly(seen(2, "v1.30.4"));
    assertThat(look(3, "v1.30.4")).isEmpty();
  }

  private List<Observation> look(int second, String version) {
    return changes.worthRecording(
        START.plusSeconds(second),
        List.of(ApiReadings.component(NODE, Component.KUBELET, version)));
  }

  private static ComponentSeen seen(int second, String version) {
    return new ComponentSeen(START.plusSeconds(second), NODE, Component.KUBELET, version);
  }
}
