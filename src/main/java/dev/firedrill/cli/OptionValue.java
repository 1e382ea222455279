package dev.firedrill.cli;

import dev.firedrill.model.Version;
import dev.firedrill.scenario.Lengths;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Reads the values of options, and says which one is wrong. */
final class OptionValue {

  private OptionValue() {}

  /** A version, for example {@code v1.30.4}. */
  static Version version(String option, String text) {
    return read(option, text, Version::parse);
  }

  /** A length of time, for example {@code 24h}. */
  static Duration length(String option, String text) {
    return read(option, text, Lengths::parse);
  }

  private static <T> T read(String option, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new Refused(List.of(option + ": " + e.getMessage()));
    }
  }
}
