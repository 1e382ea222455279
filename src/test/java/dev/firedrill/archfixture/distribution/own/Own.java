package dev.firedrill.archfixture.distribution.own;

/** What one distribution does by itself. */
public final class Own {

  private Own() {}

  /** Does it. */
  public static String verb() {
    return "done";
  }
}
