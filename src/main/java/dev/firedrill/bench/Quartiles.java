package dev.firedrill.bench;

import java.util.List;

/**
 * The middle of several measurements of one thing, and how far they spread.
 *
 * @param least the least of them
 * @param first a quarter lies below
 * @param median half lie below
 * @param third three quarters lie below
 * @param most the greatest
 */
public record Quartiles(double least, double first, double median, double third, double most) {

  /**
   * Of these measurements; between two of them as far as the quarter lies between.
   *
   * @throws IllegalArgumentException where there are none
   */
  public static Quartiles of(List<Double> measured) {
    if (measured.isEmpty()) {
      throw new IllegalArgumentException("quartiles need a measurement, there is none");
    }
    List<Double> sorted = measured.stream().sorted().toList();
    return new Quartiles(
        sorted.get(0),
        at(sorted, 0.25),
        at(sorted, 0.5),
        at(sorted, 0.75),
        sorted.get(sorted.size() - 1));
  }

  private static double at(List<Double> sorted, double share) {
    double place = share * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.size() - 1);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }
}
