package dev.firedrill.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where a moment of the run is drawn, and where the ticks are. */
record TimeAxis(Span whole, double left, double right) {

  private static final int MOST_TICKS = 12;
  private static final long[] STEPS_SECONDS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 86_400
  };

  double x(Instant moment) {
    double length = Math.max(1, whole.length().toMillis());
    double share = Duration.between(whole.start(), moment).toMillis() / length;
    return left + Math.min(1, Math.max(0, share)) * (right - left);
  }

  double width(Span span) {
    return x(span.stop()) - x(span.start());
  }

  /** Round moments since the start, few enough to be read. */
  List<Instant> ticks() {
    long seconds = Math.max(1, whole.length().toSeconds());
    long step = STEPS_SECONDS[STEPS_SECONDS.length - 1];
    for (long candidate : STEPS_SECONDS) {
      if (seconds / candidate <= MOST_TICKS) {
        step = candidate;
        break;
      }
    }
    List<Instant> ticks = new ArrayList<>();
    for (long at = 0; at <= seconds; at += step) {
      ticks.add(whole.start().plusSeconds(at));
    }
    return ticks;
  }
}
