package dev.firedrill.cli;

import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Length;
import java.time.Duration;
import java.util.Locale;

/** Values as people read them. */
final class Texts {

  private Texts() {}

  /** A length of time, with tenths of a second where it is short. */
  static String precise(Duration duration) {
    return duration.toSeconds() < 60
        ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
        : Length.text(duration);
  }

  /** The row's upper bound, with the lower one beside it where the table has one. */
  static String bound(DisasterRow row) {
    String upper = Length.text(row.upperBound());
    return row.lowerBound().isZero()
        ? upper
        : upper + " (the table says " + Length.text(row.lowerBound()) + " to " + upper + ")";
  }

  /** The text, or its begin where it is longer than that; the report has all of it. */
  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }
}
