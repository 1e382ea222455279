package dev.firedrill.workload;

import dev.firedrill.history.Observation.LoadWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.HdrHistogram.Histogram;

/** A window of time that is still being filled. */
final class Window {

  private static final int SIGNIFICANT_DIGITS = 3;

  final Instant start;
  Instant end;
  long sent;
  long pending;
  long failed;
  boolean gapsKnown;
  private Duration longestGap = Duration.ZERO;
  private final Histogram micros = new Histogram(SIGNIFICANT_DIGITS);

  Window(Instant start, Instant end) {
    this.start = start;
    this.end = end;
  }

  void latency(Duration latency) {
    micros.recordValue(Math.max(0, latency.toNanos() / 1000));
  }

  void gapOf(Duration gap) {
    if (gap.compareTo(longestGap) > 0) {
      longestGap = gap;
    }
  }

  LoadWindow seen(String stream) {
    return new LoadWindow(
        start,
        stream,
        Duration.between(start, end),
        sent,
        failed,
        Duration.of(micros.getValueAtPercentile(50), ChronoUnit.MICROS),
        Duration.of(micros.getValueAtPercentile(99), ChronoUnit.MICROS),
        Duration.of(micros.getMaxValue(), ChronoUnit.MICROS),
        longestGap);
  }
}
