package dev.firedrill.cli;

import dev.firedrill.model.DisasterRow;
import java.time.Duration;
import java.util.Locale;

/** Values as people read them. */
final class Texts {

  private Texts() {}

  /** {@code 7 min 3 s}, {@code 12 s}, {@code 2 h}. */
  static String length(Duration duration) {
    if (duration.toSeconds() < 60) {
      return duration.toSeconds() + " s";
    }
    if (duration.toMinutes() < 120) {
      return duration.toMinutes() + " min" + part(duration.toSecondsPart(), "s");
    }
    return duration.toHours() + " h" + part(duration.toMinutesPart(), "min");
  }

  /** The same, with tenths of a second where it is short. */
  static String precise(Duration duration) {
    return duration.toSeconds() < 60
        ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
        : length(duration);
  }

  /** The row's upper bound, with the lower one beside it where the table has one. */
  static String bound(DisasterRow row) {
    String upper = length(row.upperBound());
    return row.lowerBound().isZero()
        ? upper
        : upper + " (the table says " + length(row.lowerBound()) + " to " + upper + ")";
  }

  /** The text, or its begin where it is longer than that; the report has all of it. */
  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "...";
  }

  private static String part(int amount, String unit) {
    return amount == 0 ? "" : " " + amount + " " + unit;
  }
}
