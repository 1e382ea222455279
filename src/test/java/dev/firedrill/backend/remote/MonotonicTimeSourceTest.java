package dev.firedrill.backend.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.ports.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class MonotonicTimeSourceTest {

  private final TimeSource time = new MonotonicTimeSource();

  @Test
  void time_never_goes_back() {
    Instant last = time.now();
    for (int i = 0; i < 100_000; i++) {
      Instant now = time.now();
      assertThat(now).isAfterOrEqualTo(last);
      last = now;
    }
  }

  @Test
  void a_sleep_lasts_at_least_as_long_as_asked() {
    Instant start = time.now();
    time.sleep(Duration.ofMillis(30));
    assertThat(Duration.between(start, time.now()))
        .isBetween(Duration.ofMillis(30), Duration.ofSeconds(5));
  }

  @Test
  void no_time_to_sleep_is_no_sleep() {
    time.sleep(Duration.ZERO);
    time.sleep(Duration.ofSeconds(-1));
  }

  @Test
  void an_interrupted_sleep_is_cancelled_and_the_thread_stays_interrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> time.sleep(Duration.ofHours(1)))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
