package dev.firedrill.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * A stretch of time.
 *
 * @param from its begin
 * @param to its end; where it is not after the begin, the stretch is empty
 */
record Interval(Instant from, Instant to) {

  Duration length() {
    return from.isBefore(to) ? Duration.between(from, to) : Duration.ZERO;
  }

  boolean contains(Instant at) {
    return !at.isBefore(from) && !at.isAfter(to);
  }

  /** What the two have in common; empty where they have nothing. */
  Interval and(Interval other) {
    return new Interval(
        from.isAfter(other.from) ? from : other.from, to.isBefore(other.to) ? to : other.to);
  }

  /** For a sentence: {@code 12.3 s}. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
