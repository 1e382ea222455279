package dev.firedrill.report;

import java.time.Duration;
import java.util.Locale;

/** Lengths of time and sizes as people read them. */
final class Readable {

  private Readable() {}

  /**
   * A length of time with the precision that matters: {@code 340 ms}, {@code 2.4 s}, {@code 5 min
   * 03 s}.
   */
  static String length(Duration length) {
    long millis = length.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    if (millis < 60_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    if (length.toHours() < 1) {
      return String.format(
          Locale.ROOT, "%d min %02d s", length.toMinutes(), length.toSecondsPart());
    }
    return String.format(Locale.ROOT, "%d h %02d min", length.toHours(), length.toMinutesPart());
  }

  /** A moment counted from the start of the run: {@code 3:07} or {@code 1:03:07}. */
  static String offset(Duration sinceStart) {
    long hours = sinceStart.toHours();
    return hours > 0
        ? String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            hours,
            sinceStart.toMinutesPart(),
            sinceStart.toSecondsPart())
        : String.format(
            Locale.ROOT, "%d:%02d", sinceStart.toMinutesPart(), sinceStart.toSecondsPart());
  }

  static String bytes(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    String[] units = {"KiB", "MiB", "GiB", "TiB"};
    int unit = -1;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
  }
}
