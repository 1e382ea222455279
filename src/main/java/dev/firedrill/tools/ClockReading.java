package dev.firedrill.tools;

import dev.firedrill.model.Length;
import java.time.Duration;

/**
 * How far a machine's clock is from another one, as far as it can be told by asking.
 *
 * @param ahead how far it is ahead; negative where it is behind
 * @param uncertainty by how much that may be wrong, half of the time that the answer took
 */
public record ClockReading(Duration ahead, Duration uncertainty) {

  /** The same of the clock that the other reading is of, instead of the one both were held to. */
  public ClockReading against(ClockReading other) {
    return new ClockReading(ahead.minus(other.ahead), uncertainty.plus(other.uncertainty));
  }

  /** True where it may be no further off than that. */
  public boolean mayBeWithin(Duration limit) {
    return ahead.abs().minus(uncertainty).compareTo(limit) <= 0;
  }

  /** {@code 2 h ahead, give or take 13 ms}, {@code 40 ms behind, ...}. */
  @Override
  public String toString() {
    return "%s %s, give or take %d ms"
        .formatted(
            ahead.abs().compareTo(Duration.ofSeconds(2)) < 0
                ? ahead.abs().toMillis() + " ms"
                : Length.text(ahead.abs()),
            ahead.isNegative() ? "behind" : "ahead",
            uncertainty.toMillis());
  }
}
