package dev.firedrill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.Observation.LoadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadWindowsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final List<LoadWindow> finished = new ArrayList<>();
  private final LoadWindows windows =
      new LoadWindows("workload", START, Duration.ofSeconds(1), finished::add);

  @Test
  void a_window_waits_for_its_last_request() {
    windows.sent(at(900));
    windows.issuedUntil(at(2_500));
    assertThat(finished).isEmpty();

    windows.succeeded(at(900), at(2_600));
    assertThat(finished).hasSize(2);
    assertThat(finished.get(0).sent()).isEqualTo(1);
    assertThat(finished.get(0).max()).isBetween(millis(1_700), millis(1_702));
    assertThat(finished.get(1).sent()).isZero();
  }

  @Test
  void a_window_waits_for_arrivals_that_are_issued_late() {
    windows.sent(at(0));
    windows.succeeded(at(0), at(1_200));
    assertThat(finished).isEmpty();

    windows.sent(at(999));
    windows.issuedUntil(at(1_300));
    windows.failed(at(999));
    assertThat(finished).hasSize(1);
    assertThat(finished.get(0).sent()).isEqualTo(2);
    assertThat(finished.get(0).failed()).isEqualTo(1);
  }

  @Test
  void a_gap_counts_where_it_still_lasts_and_where_it_ends() {
    windows.sent(at(0));
    windows.succeeded(at(0), at(100));
    windows.sent(at(2_000));
    windows.succeeded(at(2_000), at(2_300));
    windows.issuedUntil(at(3_000));

    assertThat(finished)
        .extracting(LoadWindow::longestGap)
        .containsExactly(millis(900), millis(1_900), millis(2_200));
  }

  @Test
  void a_gap_lasts_from_the_start_where_nothing_ever_succeeds() {
    windows.sent(at(0));
    windows.failed(at(0));
    windows.issuedUntil(at(1_000));
    windows.end(at(1_500));

    assertThat(finished)
        .extracting(LoadWindow::longestGap)
        .containsExactly(millis(1_000), millis(1_500));
  }

  @Test
  void the_end_cuts_the_last_window_and_answers_after_it_make_no_gap() {
    windows.sent(at(1_100));
    windows.issuedUntil(at(1_200));
    windows.end(at(1_250));
    assertThat(windows.complete()).isFalse();

    windows.succeeded(at(1_100), at(3_100));
    assertThat(windows.complete()).isTrue();
    LoadWindow last = finished.get(1);
    assertThat(last.length()).isEqualTo(millis(250));
    assertThat(last.longestGap()).isEqualTo(millis(1_250));
    assertThat(last.max()).isBetween(millis(2_000), millis(2_002));
  }

  @Test
  void an_end_at_the_edge_of_a_window_leaves_no_empty_one() {
    windows.issuedUntil(at(1_000));
    windows.end(at(1_000));

    assertThat(windows.complete()).isTrue();
    assertThat(finished).hasSize(1);
  }

  private static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
