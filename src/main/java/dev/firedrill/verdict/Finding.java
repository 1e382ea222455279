package dev.firedrill.verdict;

import java.util.List;

/**
 * What one checker says of a run.
 *
 * @param checker the checker's name
 * @param outcome how it came out
 * @param summary one sentence for an operator
 * @param evidence what the sentence rests on; empty where there was nothing to look at
 */
public record Finding(String checker, Outcome outcome, String summary, List<Evidence> evidence) {

  /** Copies the list. */
  public Finding {
    evidence = List.copyOf(evidence);
  }
}
