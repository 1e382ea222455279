package dev.firedrill.bench;

import java.time.Duration;
import java.util.List;

/**
 * One thing done in two ways, in turn.
 *
 * @param own seconds of each run of the way that is judged
 * @param other seconds of each run of the way that it is held against
 */
public record Comparison(List<Double> own, List<Double> other) {

  /** Copies the lists. */
  public Comparison {
    own = List.copyOf(own);
    other = List.copyOf(other);
  }

  /**
   * Of times.
   *
   * @throws IllegalArgumentException where one way was not run as often as the other, or neither
   */
  public static Comparison of(List<Duration> own, List<Duration> other) {
    if (own.isEmpty() || own.size() != other.size()) {
      throw new IllegalArgumentException(
          "a comparison needs as many runs of one way as of the other, there are %d and %d"
              .formatted(own.size(), other.size()));
    }
    return new Comparison(seconds(own), seconds(other));
  }

  /** The middle and the spread of the way that is judged. */
  public Quartiles ownQuartiles() {
    return Quartiles.of(own);
  }

  /** The middle and the spread of the other way. */
  public Quartiles otherQuartiles() {
    return Quartiles.of(other);
  }

  /** Its median in medians of the other: less than 1 where it is quicker. */
  public double ratio() {
    return ownQuartiles().median() / otherQuartiles().median();
  }

  /** True where the median is not greater than the other's. */
  public boolean noSlower() {
    return ownQuartiles().median() <= otherQuartiles().median();
  }

  private static List<Double> seconds(List<Duration> times) {
    return times.stream().map(time -> time.toMillis() / 1000.0).toList();
  }
}
