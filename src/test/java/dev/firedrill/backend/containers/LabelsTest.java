package dev.firedrill.backend.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {

  @Test
  void what_was_labelled_is_recognised() {
    Labels labels = new Labels("ha", "run-1", Owner.thisProcess());
    assertThat(Labels.read(labels.of("worker", "worker-1"))).contains(labels);
    assertThat(labels.of("worker", "worker-1")).containsEntry(Labels.NODE, "worker-1");
  }

  @Test
  void what_others_labelled_is_not_ours() {
    assertThat(Labels.read(Map.of(Labels.RUN, "run-1", "com.example", "x"))).isEmpty();
  }

  @Test
  void this_process_is_alive() {
    assertThat(Owner.thisProcess().isAlive()).isTrue();
  }

  @Test
  void a_later_process_with_the_same_number_is_not_the_owner() {
    Owner self = Owner.thisProcess();
    assertThat(new Owner(self.pid(), self.started().minus(Duration.ofHours(1))).isAlive())
        .isFalse();
  }
}
