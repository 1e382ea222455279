package dev.firedrill.watch;

import java.time.Instant;

/** What came of asking once. */
sealed interface Answer<T> {

  /** When it came. */
  Instant at();

  /** The answer. */
  record Given<T>(Instant at, T value) implements Answer<T> {}

  /** There was none, and why. */
  record Refused<T>(Instant at, String why) implements Answer<T> {}
}
