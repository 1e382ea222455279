package dev.firedrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageTest {

  private static final Instant AT = RunDescriptions.STARTED_AT;

  @Test
  void a_gap_over_several_windows_is_one_outage_of_its_whole_length() {
    List<Outage> outages = Outage.of("api", history(25, 700, 1700, 2700, 3100, 25));
    assertThat(outages).singleElement().extracting(Outage::length).isEqualTo(millis(3100));
    assertThat(outages.get(0).span().stop()).isEqualTo(AT.plusSeconds(5));
  }

  @Test
  void two_gaps_with_a_success_between_them_are_two_outages() {
    assertThat(Outage.of("api", history(25, 1200, 25, 25, 1300, 25)))
        .extracting(Outage::length)
        .containsExactly(millis(1200), millis(1300));
  }

  @Test
  void short_gaps_and_other_streams_are_passed_over() {
    assertThat(Outage.of("api", history(25, 999, 400))).isEmpty();
    assertThat(Outage.of("workload", history(5000))).isEmpty();
  }

  /** Windows of one second, one after the other, with these longest gaps in milliseconds. */
  private static History history(long... gaps) {
    List<Observation> windows = new ArrayList<>();
    for (long gap : gaps) {
      windows.add(
          new Observation.LoadWindow(
              AT.plusSeconds(windows.size()),
              "api",
              Duration.ofSeconds(1),
              50,
              0,
              millis(1),
              millis(2),
              millis(3),
              millis(gap)));
    }
    return new History(windows);
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
