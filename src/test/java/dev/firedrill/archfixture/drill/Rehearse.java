package dev.firedrill.archfixture.drill;

import dev.firedrill.archfixture.operations.BackUp;

/** May know operations. */
public final class Rehearse {

  /** What it does. */
  public BackUp operation() {
    return new BackUp();
  }
}
