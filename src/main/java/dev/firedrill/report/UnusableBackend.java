package dev.firedrill.report;

import java.util.List;

/**
 * A backend that was asked for and cannot be used where the drills were run.
 *
 * @param name its name
 * @param reasons why not, each with what to do
 */
public record UnusableBackend(String name, List<String> reasons) {

  /** Copies the reasons. */
  public UnusableBackend {
    reasons = List.copyOf(reasons);
  }
}
