package dev.firedrill.verdict;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A finding in the making. A violation makes it FAIL, a doubt without one INCONCLUSIVE, a note
 * nothing.
 */
final class Assessment {

  /** A finding is for an operator to read: more of a kind than this is counted, not listed. */
  private static final int MOST_LINES = 40;

  private final String checker;
  private final List<Evidence> violations = new ArrayList<>();
  private final List<Evidence> doubts = new ArrayList<>();
  private final List<Evidence> notes = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();

  Assessment(Checker checker) {
    this.checker = checker.name();
  }

  /** Something was seen that must not be. */
  void violation(Instant at, Object object, String seen) {
    violations.add(new Evidence(at, object.toString(), seen));
  }

  /** Something was seen, or not, that leaves open whether all is well. */
  void doubt(Instant at, Object object, String seen) {
    doubts.add(new Evidence(at, object.toString(), seen));
  }

  /** The history lacks what had to be looked at; there is no instant to name. */
  void missing(String sentence) {
    missing.add(sentence);
  }

  /** Something a reader has to know although nothing follows from it. */
  void note(Instant at, Object object, String seen) {
    notes.add(new Evidence(at, object.toString(), seen));
  }

  /**
   * Ends the assessment.
   *
   * @param held what to say where nothing speaks against a pass
   */
  Finding conclude(String held) {
    List<Evidence> evidence = new ArrayList<>(few(violations));
    evidence.addAll(few(doubts));
    evidence.addAll(few(notes));
    return new Finding(checker, outcome(), summary(held), evidence);
  }

  private Outcome outcome() {
    if (!violations.isEmpty()) {
      return Outcome.FAIL;
    }
    return doubts.isEmpty() && missing.isEmpty() ? Outcome.PASS : Outcome.INCONCLUSIVE;
  }

  private String summary(String held) {
    List<String> sentences = new ArrayList<>();
    if (violations.isEmpty()) {
      sentences.addAll(missing);
      doubts.stream().map(Assessment::sentence).forEach(sentences::add);
    } else {
      violations.stream().map(Assessment::sentence).forEach(sentences::add);
    }
    if (sentences.isEmpty()) {
      return held;
    }
    int more = sentences.size() - 1;
    return sentences.get(0) + (more == 0 ? "" : " (and %d more)".formatted(more));
  }

  private static String sentence(Evidence evidence) {
    return evidence.object() + ": " + evidence.seen();
  }

  private static List<Evidence> few(List<Evidence> all) {
    if (all.size() <= MOST_LINES) {
      return all;
    }
    List<Evidence> few = new ArrayList<>(all.subList(0, MOST_LINES));
    Evidence next = all.get(MOST_LINES);
    few.add(new Evidence(next.at(), next.object(), (all.size() - MOST_LINES) + " more like these"));
    return few;
  }
}
