package dev.firedrill.scenario;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whole numbers and rates as scenario files write them. */
final class Counts {

  private static final Pattern RATE = Pattern.compile("(\\d{1,9})/s");

  private Counts() {}

  /**
   * A whole number that is not negative.
   *
   * @throws IllegalArgumentException naming the text and the form expected
   */
  static Integer parse(String text) {
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a whole number that is not negative");
    }
    return Integer.valueOf(text);
  }

  /**
   * How many a second, {@code 500/s}.
   *
   * @throws IllegalArgumentException naming the text and the form expected
   */
  static Integer perSecond(String text) {
    Matcher matcher = RATE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a rate; expected a form such as 500/s");
    }
    return Integer.valueOf(matcher.group(1));
  }
}
