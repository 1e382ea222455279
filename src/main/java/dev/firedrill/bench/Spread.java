package dev.firedrill.bench;

import java.util.List;

/**
 * Several measurements of one thing.
 *
 * @param median the one in the middle; of an even number the greater of the two
 * @param least the least of them
 * @param most the greatest
 */
public record Spread(double median, double least, double most) {

  /**
   * Of these measurements.
   *
   * @throws IllegalArgumentException where there are none
   */
  public static Spread of(List<Double> measured) {
    if (measured.isEmpty()) {
      throw new IllegalArgumentException("a median needs a measurement, there is none");
    }
    List<Double> sorted = measured.stream().sorted().toList();
    return new Spread(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
  }
}
