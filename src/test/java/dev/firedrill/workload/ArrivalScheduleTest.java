package dev.firedrill.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArrivalScheduleTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void arrivals_do_not_drift_at_a_rate_that_does_not_divide_a_second() {
    ArrivalSchedule schedule = new ArrivalSchedule(START, 7);
    assertThat(schedule.due(1)).isEqualTo(START.plusNanos(142_857_142));
    assertThat(schedule.due(7L * 86_400)).isEqualTo(START.plusSeconds(86_400));
  }
}
