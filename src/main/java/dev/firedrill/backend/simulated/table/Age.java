package dev.firedrill.backend.simulated.table;

import java.time.Duration;

/** Lengths of time as kubectl writes them: precise where short, rough where long. */
final class Age {

  private static final int DAYS_OF_A_YEAR = 365;

  private Age() {}

  static String text(Duration length) {
    long seconds = length.toSeconds();
    long minutes = length.toMinutes();
    long hours = length.toHours();
    long days = length.toDays();
    long years = days / DAYS_OF_A_YEAR;
    if (seconds < -1) {
      return "<invalid>";
    }
    if (seconds < 120) {
      return Math.max(0, seconds) + "s";
    }
    if (minutes < 180) {
      return minutes < 10 ? two(minutes, "m", seconds % 60, "s") : minutes + "m";
    }
    if (hours < 48) {
      return hours < 8 ? two(hours, "h", minutes % 60, "m") : hours + "h";
    }
    if (years < 2) {
      return hours < 192 ? two(days, "d", hours % 24, "h") : days + "d";
    }
    return years < 8 ? two(years, "y", days % DAYS_OF_A_YEAR, "d") : years + "y";
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return large + largeUnit + (small == 0 ? "" : small + smallUnit);
  }
}
