package dev.firedrill.backend.simulated.kernel;

import java.time.Instant;

/**
 * Moments as {@link Instant#toString} writes them; most events share their second with the one
 * before.
 */
final class MomentText {

  private static final int MILLI = 1_000_000;
  private static final int MICRO = 1_000;

  private long second = Long.MIN_VALUE;
  private String upToSecond = "";

  String of(Instant moment) {
    if (moment.getEpochSecond() != second) {
      second = moment.getEpochSecond();
      String whole = Instant.ofEpochSecond(second).toString();
      upToSecond = whole.substring(0, whole.length() - 1);
    }
    int nanos = moment.getNano();
    if (nanos == 0) {
      return upToSecond + "Z";
    }
    if (nanos % MILLI == 0) {
      return upToSecond + "." + padded(nanos / MILLI, 3) + "Z";
    }
    return nanos % MICRO == 0
        ? upToSecond + "." + padded(nanos / MICRO, 6) + "Z"
        : upToSecond + "." + padded(nanos, 9) + "Z";
  }

  private static String padded(int number, int digits) {
    String text = Integer.toString(number);
    return "0".repeat(digits - text.length()) + text;
  }
}
