package dev.firedrill.verdict;

import java.util.Collection;
import java.util.Collections;

/**
 * How a run, or one look at it, came out; in the order of rank, so that what stands later outranks
 * what stands earlier.
 */
public enum Outcome {
  /** Everything that was demanded was seen to hold. */
  PASS(0),
  /** Something that had to be seen was not: nobody can say. */
  INCONCLUSIVE(2),
  /** Firedrill itself failed: the run is no evidence. */
  HARNESS_ERROR(70),
  /** Something was seen that must not be. */
  FAIL(1);

  private final int exitCode;

  Outcome(int exitCode) {
    this.exitCode = exitCode;
  }

  /** What the process ends with. */
  public int exitCode() {
    return exitCode;
  }

  /**
   * The highest in rank; {@link #INCONCLUSIVE} where there is none, since nothing was looked at.
   */
  public static Outcome worst(Collection<Outcome> outcomes) {
    return outcomes.isEmpty() ? INCONCLUSIVE : Collections.max(outcomes);
  }
}
