package dev.firedrill.archfixture.newcomer;

import dev.firedrill.archfixture.model.Value;

/** Lives in a package that has no place among the arrows. */
public final class Newcomer {

  /** Something it knows. */
  public Value value() {
    return new Value();
  }
}
