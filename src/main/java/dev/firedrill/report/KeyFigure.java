package dev.firedrill.report;

import dev.firedrill.history.Observation.DisasterBegun;
import dev.firedrill.history.Observation.LedgerAudited;
import dev.firedrill.history.Observation.LedgerUnacknowledged;
import dev.firedrill.history.Observation.LedgerWritten;
import dev.firedrill.history.Observation.LoadWindow;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Expectations;
import dev.firedrill.verdict.RecoveryClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A measured figure and what the scenario demands of it. It is not judged here: that is the
 * verdict's.
 *
 * @param demanded what was demanded, or empty
 */
record KeyFigure(String name, String measured, String demanded) {

  private static final String NOT_MEASURED = "not measured";

  static List<KeyFigure> of(ObservedRun run) {
    Expectations expected = run.description().expectations();
    List<KeyFigure> figures = new ArrayList<>();
    figures.add(row(run.description().row()));
    figures.add(took(run, expected));
    figures.add(
        new KeyFigure(
            "Failed requests of the workload",
            failed(run.windows("workload")),
            demanded(run, Readable.count(expected.workloadFailedRequests()))));
    figures.add(gap("Longest gap of the workload", run, "workload", expected.workloadLongestGap()));
    figures.add(gap("Longest gap of the API", run, "api", expected.apiLongestGap()));
    figures.add(new KeyFigure("Acknowledged writes lost", lost(run), writes(run)));
    return figures;
  }

  private static KeyFigure row(String key) {
    String bounds =
        DisasterRow.find(key)
            .map(
                row ->
                    "%s to %s"
                        .formatted(
                            Readable.length(row.lowerBound()), Readable.length(row.upperBound())))
            .orElse(key.isEmpty() ? "a plain change" : "not a row of the table");
    return new KeyFigure("Row of the table", key.isEmpty() ? "none" : key, bounds);
  }

  /** Of a disaster what its row bounds, of anything else the change. */
  private static KeyFigure took(ObservedRun run, Expectations expected) {
    Optional<DisasterRow> row = DisasterRow.find(run.description().row());
    if (row.isEmpty() && run.history().first(DisasterBegun.class).isEmpty()) {
      return new KeyFigure("Change took", change(run), "to " + expected.version());
    }
    RecoveryClock clock = RecoveryClock.of(run.history());
    return new KeyFigure(
        row.equals(Optional.of(DisasterRow.CONTROL_PLANE_NODE))
            ? "API without an answer"
            : "Recovery took",
        row.map(clock::measured)
            .orElseGet(clock::recovery)
            .map(Readable::length)
            .orElse(NOT_MEASURED),
        row.map(bounded -> "at most " + Readable.length(bounded.upperBound()))
            .orElse("no bound is asserted"));
  }

  private static String change(ObservedRun run) {
    List<DrillStep> steps =
        run.steps().stream().filter(step -> step.phase() == Phase.CHANGE).toList();
    if (steps.isEmpty()) {
      return "did not begin";
    }
    Span first = steps.get(0).span();
    Span last = steps.get(steps.size() - 1).span();
    return Readable.length(Duration.between(first.start(), last.stop()));
  }

  private static String failed(List<LoadWindow> windows) {
    if (windows.isEmpty()) {
      return NOT_MEASURED;
    }
    long failed = windows.stream().mapToLong(LoadWindow::failed).sum();
    long sent = windows.stream().mapToLong(LoadWindow::sent).sum();
    return "%s of %s".formatted(Readable.count(failed), Readable.count(sent));
  }

  private static KeyFigure gap(String name, ObservedRun run, String stream, Duration allowed) {
    String measured =
        run.windows(stream).stream()
            .map(LoadWindow::longestGap)
            .max(Comparator.naturalOrder())
            .map(Readable::length)
            .orElse(NOT_MEASURED);
    return new KeyFigure(name, measured, demanded(run, Readable.length(allowed)));
  }

  /** What is measured is of the whole run; a fault's own harm is not held against it. */
  private static String demanded(ObservedRun run, String most) {
    return "at most " + most + (run.recovery().isPresent() ? " beside the fault" : "");
  }

  private static String lost(ObservedRun run) {
    return run.history()
        .last(LedgerAudited.class)
        .map(audit -> Readable.count(audit.missing().size()))
        .orElse(NOT_MEASURED);
  }

  private static String writes(ObservedRun run) {
    return "%s acknowledged, %s not"
        .formatted(
            Readable.count(run.history().of(LedgerWritten.class).count()),
            Readable.count(run.history().of(LedgerUnacknowledged.class).count()));
  }
}
