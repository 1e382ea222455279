package dev.firedrill.cli;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.CheckMade;
import dev.firedrill.operations.Attempt;
import dev.firedrill.verdict.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operation on a real cluster ends with.
 *
 * @param cluster the cluster
 * @param operation what was done
 * @param done true where it was
 * @param detail what was done, or why it was not
 * @param checks every comparison that it made
 */
record OperationResult(
    String cluster, String operation, boolean done, String detail, List<Check> checks)
    implements Ending {

  /**
   * One comparison.
   *
   * @param check what was checked
   * @param object what was looked at
   */
  record Check(String check, String object, boolean passed, String expected, String seen) {}

  static OperationResult of(String cluster, String operation, Attempt attempt, History history) {
    boolean done = attempt instanceof Attempt.Done;
    String detail =
        attempt instanceof Attempt.Done ended ? ended.detail() : ((Attempt.Failed) attempt).why();
    // An operation that met a refusal that passes was run again: what was seen last counts.
    Map<List<String>, Check> checks = new LinkedHashMap<>();
    history
        .of(CheckMade.class)
        .forEach(
            each ->
                checks.put(
                    List.of(each.check(), each.object()),
                    new Check(
                        each.check(), each.object(), each.passed(), each.expected(), each.seen())));
    return new OperationResult(cluster, operation, done, detail, List.copyOf(checks.values()));
  }

  /** Those that did not hold. */
  List<Check> failed() {
    return checks.stream().filter(check -> !check.passed()).toList();
  }

  /** 0 where it was done; 1 where something is wrong with the cluster; 2 where nobody can say. */
  @Override
  public int exitCode() {
    if (done) {
      return ExitCode.OK;
    }
    return failed().isEmpty() ? ExitCode.INCONCLUSIVE : Outcome.FAIL.exitCode();
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    failed()
        .forEach(
            each ->
                lines.add(
                    "  FAIL  %s of %s: expected %s, saw %s"
                        .formatted(each.check(), each.object(), each.expected(), each.seen())));
    if (done) {
      lines.add("%s of cluster %s: %s".formatted(operation, cluster, detail));
    } else if (failed().isEmpty()) {
      lines.add("%s of cluster %s failed: %s".formatted(operation, cluster, detail));
    } else {
      lines.add(
          "%s of cluster %s: %d of %d checks failed"
              .formatted(operation, cluster, failed().size(), checks.size()));
    }
    return lines;
  }
}
