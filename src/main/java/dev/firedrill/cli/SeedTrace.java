package dev.firedrill.cli;

import dev.firedrill.verdict.Outcome;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is kept of the drill of a seed to tell it from another drill of the same seed.
 *
 * @param seed the seed
 * @param verdict the verdict
 * @param expected true where it is what the scenario's author expects
 * @param trace a digest of everything that happened
 */
record SeedTrace(long seed, Outcome verdict, boolean expected, String trace) {

  private static final String EXPECTED = "expected";
  private static final String UNEXPECTED = "unexpected";
  private static final Pattern LINE =
      Pattern.compile(
          "(-?\\d{1,18}) (%s) (%s|%s) (\\p{XDigit}+)"
              .formatted(
                  Arrays.stream(Outcome.values()).map(Enum::name).collect(Collectors.joining("|")),
                  EXPECTED,
                  UNEXPECTED));

  static SeedTrace of(SeedResult result) {
    return new SeedTrace(result.seed(), result.verdict(), result.expected(), result.trace());
  }

  /** What a line says; nothing where it is none of {@link #line}'s. */
  static Optional<SeedTrace> in(String line) {
    Matcher parts = LINE.matcher(line);
    return parts.matches()
        ? Optional.of(
            new SeedTrace(
                Long.parseLong(parts.group(1)),
                Outcome.valueOf(parts.group(2)),
                parts.group(3).equals(EXPECTED),
                parts.group(4)))
        : Optional.empty();
  }

  /** True of a seed that did not pass, or should not have. */
  boolean tellsMore() {
    return verdict != Outcome.PASS || !expected;
  }

  /** One line, without its end. */
  String line() {
    return "%d %s %s %s".formatted(seed, verdict, expected ? EXPECTED : UNEXPECTED, trace);
  }
}
