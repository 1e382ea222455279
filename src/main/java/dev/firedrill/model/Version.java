package dev.firedrill.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release such as {@code v1.29.4} or {@code v1.29.4+k3s1}; ordered by major, minor and patch.
 *
 * @param major the major number
 * @param minor the minor number, what version skew is counted in
 * @param patch the patch number
 * @param build what follows a plus sign, or empty
 */
public record Version(int major, int minor, int patch, String build)
    implements Comparable<Version> {

  private static final Pattern FORM = Pattern.compile("v?(\\d+)\\.(\\d+)\\.(\\d+)(?:\\+(.+))?");
  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::major)
          .thenComparingInt(Version::minor)
          .thenComparingInt(Version::patch)
          .thenComparing(Version::build);

  /**
   * Reads {@code v1.29.4}, {@code 1.29.4} or {@code v1.29.4+k3s1}.
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
    return "v" + major + "." + minor + "." + patch + (build.isEmpty() ? "" : "+" + build);
  }
}
