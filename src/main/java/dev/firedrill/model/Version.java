package dev.firedrill.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release such as {@code v1.29.4}, {@code v1.29.4+k3s1} or {@code v1.30.0-rc.1}; ordered by
 * major, minor and patch, then what comes before the release, the release, and builds of it.
 *
 * @param major the major number
 * @param minor the minor number, what version skew is counted in
 * @param patch the patch number
 * @param suffix what follows them with its sign, as {@code +k3s1} or {@code -rc.1}; or empty
 */
public record Version(int major, int minor, int patch, String suffix)
    implements Comparable<Version> {

  private static final Pattern FORM =
      Pattern.compile("v?(\\d+)\\.(\\d+)\\.(\\d+)([-+][-+.0-9A-Za-z]+)?");
  private static final Pattern RUN = Pattern.compile("\\d+|\\D+");
  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::major)
          .thenComparingInt(Version::minor)
          .thenComparingInt(Version::patch)
          .thenComparingInt(Version::stage)
          .thenComparing(Version::suffix, Version::compareRuns);

  /**
   * Reads {@code v1.29.4}, {@code 1.29.4}, {@code v1.29.4+k3s1} or {@code v1.30.0-rc.1}.
   *
   * @throws IllegalArgumentException naming the text and the form expected
   */
  @JsonCreator
  public static Version parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not a version; expected the form v1.29.4");
    }
    return new Version(
        Integer.parseInt(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        matcher.group(4) == null ? "" : matcher.group(4));
  }

  /** A pre-release comes before the release, as of semantic versions; a build of it does not. */
  private int stage() {
    return suffix.isEmpty() ? 0 : suffix.charAt(0) == '-' ? -1 : 1;
  }

  /** rc.10 comes after rc.9, and k3s10 after k3s9. */
  private static int compareRuns(String one, String other) {
    List<String> runs = runs(one);
    List<String> others = runs(other);
    for (int i = 0; i < Math.min(runs.size(), others.size()); i++) {
      int order = compareRun(runs.get(i), others.get(i));
      if (order != 0) {
        return order;
      }
    }
    return runs.size() != others.size()
        ? Integer.compare(runs.size(), others.size())
        : one.compareTo(other);
  }

  private static int compareRun(String one, String other) {
    return Character.isDigit(one.charAt(0)) && Character.isDigit(other.charAt(0))
        ? new BigInteger(one).compareTo(new BigInteger(other))
        : one.compareTo(other);
  }

  private static List<String> runs(String suffix) {
    return RUN.matcher(suffix).results().map(MatchResult::group).toList();
  }

  /** Minor releases from the other to this one: 1 for v1.30.x against v1.29.x. */
  public int minorsAhead(Version other) {
    return (major - other.major) * 1000 + minor - other.minor;
  }

  /** True where this is older than the other. */
  public boolean isOlderThan(Version other) {
    return compareTo(other) < 0;
  }

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }

  @Override
  @JsonValue
  public String toString() {
    return "v" + major + "." + minor + "." + patch + suffix;
  }
}
