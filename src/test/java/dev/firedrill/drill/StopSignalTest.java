package dev.firedrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.HistoryFile;
import dev.firedrill.history.Observation.RunEnded;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopSignalTest {

  private static final RunEnded SEEN = new RunEnded(Instant.EPOCH);

  @TempDir Path folder;
  private final StopSignal stop = new StopSignal();

  @AfterEach
  void leave_no_interrupt_behind() {
    stop.release();
  }

  @Test
  void a_request_interrupts_what_the_drill_waits_for() {
    stop.guard();
    stop.request();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void a_request_that_came_first_is_heeded_as_soon_as_there_is_something_to_interrupt() {
    stop.request();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    stop.guard();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void cleaning_up_is_not_interrupted() {
    stop.guard();
    stop.request();
    stop.release();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    stop.request();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(stop.requested()).isTrue();
  }

  @Test
  void an_interrupt_does_not_close_the_history_and_is_not_forgotten() {
    Path file = folder.resolve("history.jsonl");
    try (HistoryFile history = HistoryFile.open(file)) {
      stop.guard();
      stop.request();
      stop.shielding(history).record(SEEN);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
      stop.release();
      history.record(SEEN);
    }
    assertThat(HistoryFile.read(file).observations()).containsExactly(SEEN, SEEN);
  }
}
