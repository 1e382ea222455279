package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.model.Expectations;

/**
 * Looks for one kind of violation in a saved history. Pure: the same history and expectations give
 * the same finding, whenever and wherever it is asked.
 */
public interface Checker {

  /** Its name in verdicts and reports; does not change. */
  String name();

  /**
   * What it finds. What it would have to see and does not is {@link Outcome#INCONCLUSIVE}, never
   * {@link Outcome#PASS}.
   */
  Finding check(History history, Expectations expectations);
}
