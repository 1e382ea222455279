package dev.firedrill.verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What all checkers together say of a run. Two verdicts on the same history are equal.
 *
 * @param outcome the worst of the findings' outcomes
 * @param findings one a checker, in the order in which they were asked
 */
public record Verdict(Outcome outcome, List<Finding> findings) {

  /** Copies the list and refuses an outcome that the findings do not bear out. */
  public Verdict {
    findings = List.copyOf(findings);
    Outcome borneOut = Outcome.worst(findings.stream().map(Finding::outcome).toList());
    if (outcome != borneOut) {
      throw new IllegalArgumentException(
          "the outcome says %s, but the findings bear out %s".formatted(outcome, borneOut));
    }
  }

  /** The verdict that these findings bear out. */
  public static Verdict of(List<Finding> findings) {
    return new Verdict(Outcome.worst(findings.stream().map(Finding::outcome).toList()), findings);
  }

  /** Where another verdict on the same run differs, a sentence each; empty where it is the same. */
  public List<String> differencesFrom(Verdict other) {
    List<String> differences = new ArrayList<>();
    if (outcome != other.outcome) {
      differences.add("the outcome is %s, it was %s".formatted(outcome, other.outcome));
    }
    Map<String, Finding> before = new LinkedHashMap<>();
    other.findings.forEach(finding -> before.put(finding.checker(), finding));
    for (Finding now : findings) {
      Finding then = before.remove(now.checker());
      if (then == null) {
        differences.add("%s: %s, it was not checked".formatted(now.checker(), now.outcome()));
      } else if (!now.equals(then)) {
        differences.add(difference(now, then));
      }
    }
    before.values().stream()
        .map(then -> "%s: not checked, it was %s".formatted(then.checker(), then.outcome()))
        .forEach(differences::add);
    return List.copyOf(differences);
  }

  private static String difference(Finding now, Finding then) {
    if (now.outcome() == then.outcome() && Objects.equals(now.summary(), then.summary())) {
      return "%s: %s as it was, on other evidence".formatted(now.checker(), now.outcome());
    }
    return "%s: %s (%s), it was %s (%s)"
        .formatted(now.checker(), now.outcome(), now.summary(), then.outcome(), then.summary());
  }
}
