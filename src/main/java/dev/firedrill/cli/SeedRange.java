package dev.firedrill.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The seeds of an exploration.
 *
 * @param first the first of them
 * @param last the last of them, not before the first
 */
record SeedRange(long first, long last) {

  private static final Pattern WRITTEN = Pattern.compile("(-?\\d{1,18})\\.\\.(-?\\d{1,18})");

  /** One result a seed is kept in memory. */
  private static final long MOST = 1_000_000;

  /** Refuses a range without a seed. */
  SeedRange {
    if (last < first) {
      throw new IllegalArgumentException("%d..%d has no seed in it".formatted(first, last));
    }
  }

  /** What is wrong with a range as it was written; nothing where all is well. */
  static List<String> problems(String written) {
    Matcher range = WRITTEN.matcher(written);
    if (!range.matches()) {
      return List.of(
          "--seeds: \"%s\" is no range of seeds; expected A..B, for example 1..200"
              .formatted(written));
    }
    long first = Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(2));
    if (last < first) {
      return List.of(
          "--seeds: %s has no seed in it; the first has to come first".formatted(written));
    }
    return last - first >= MOST
        ? List.of("--seeds: %s are more than %d seeds".formatted(written, MOST))
        : List.of();
  }

  /** The range, of which {@link #problems} found nothing to say. */
  static SeedRange parse(String written) {
    Matcher range = WRITTEN.matcher(written);
    if (!range.matches()) {
      throw new IllegalArgumentException(String.join("; ", problems(written)));
    }
    return new SeedRange(Long.parseLong(range.group(1)), Long.parseLong(range.group(2)));
  }

  /** How many seeds there are. */
  long size() {
    return last - first + 1;
  }

  @Override
  public String toString() {
    return first + ".." + last;
  }
}
