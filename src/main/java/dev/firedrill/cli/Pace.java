package dev.firedrill.cli;

import java.time.Duration;
import java.util.Locale;

/**
 * How fast an exploration is.
 *
 * @param schedules how many drills it ran
 * @param simulated how much virtual time passed in them together
 * @param real how long it took
 */
record Pace(long schedules, Duration simulated, Duration real) {

  private static final double MILLISECONDS_PER_SECOND = 1000;

  /** Drills a second. */
  double schedulesPerSecond() {
    return schedules / realSeconds();
  }

  /** Virtual seconds a second. */
  double simulatedPerReal() {
    return simulated.toMillis() / MILLISECONDS_PER_SECOND / realSeconds();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.2f schedules/s, %.0f simulated seconds a second",
        schedulesPerSecond(),
        simulatedPerReal());
  }

  private double realSeconds() {
    return Math.max(1, real.toMillis()) / MILLISECONDS_PER_SECOND;
  }
}
