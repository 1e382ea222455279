package dev.firedrill.model;

import java.time.Duration;

/** Lengths of time as people read them. */
public final class Length {

  private Length() {}

  /** {@code 12 s}, {@code 7 min 3 s}, {@code 2 h}, {@code 2 h 1 min}. */
  public static String text(Duration length) {
    if (length.toSeconds() < 60) {
      return length.toSeconds() + " s";
    }
    if (length.toMinutes() < 120) {
      return length.toMinutes() + " min" + part(length.toSecondsPart(), "s");
    }
    return length.toHours() + " h" + part(length.toMinutesPart(), "min");
  }

  private static String part(int number, String unit) {
    return number == 0 ? "" : " " + number + " " + unit;
  }
}
