package dev.firedrill.waiting;

import java.util.function.Supplier;

/**
 * What one look at a condition showed.
 *
 * @param <T> what a condition that holds yields
 */
public sealed interface Sight<T> {

  /**
   * The condition holds.
   *
   * @param value what it yields
   */
  record Holds<T>(T value) implements Sight<T> {}

  /**
   * The condition does not hold yet.
   *
   * @param seen what was seen instead
   */
  record NotYet<T>(String seen) implements Sight<T> {}

  /** A sight of a condition that yields nothing: holds, or what was seen instead. */
  static Sight<Boolean> when(boolean holds, Supplier<String> seenOtherwise) {
    return holds ? new Holds<>(true) : new NotYet<>(seenOtherwise.get());
  }
}
