package dev.firedrill.report;

import java.time.Duration;
import java.time.Instant;

/** A stretch of time; its stop is never before its start. */
record Span(Instant start, Instant stop) {

  Span {
    if (stop.isBefore(start)) {
      stop = start;
    }
  }

  Duration length() {
    return Duration.between(start, stop);
  }
}
