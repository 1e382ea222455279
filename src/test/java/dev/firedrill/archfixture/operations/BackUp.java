package dev.firedrill.archfixture.operations;

import dev.firedrill.archfixture.drill.Rehearse;

/** Goes against an arrow, and closes a cycle. */
public final class BackUp {

  /** The drill that it has no business to know. */
  public Rehearse drill() {
    return new Rehearse();
  }
}
