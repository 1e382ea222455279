package dev.firedrill.cli;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.LedgerAudited;
import dev.firedrill.history.Observation.LedgerWritten;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Length;
import dev.firedrill.report.RunDescription;
import dev.firedrill.verdict.Finding;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.RecoveryClock;
import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code run} ends with.
 *
 * @param scenario the scenario
 * @param backend the backend; {@code simulated} figures are marked by it
 * @param simulated true where no real cluster was used
 * @param seed the seed
 * @param trace a digest of everything that happened, the same for equal simulated runs; or empty
 * @param row the disaster's row, or {@code none}
 * @param bound the row's bound, or {@code none}
 * @param measured how long the recovery, or else the change, took; or {@code nothing}
 * @param dataLoss what the ledger says
 * @param verdict the verdict
 * @param findings every finding that is not a pass
 * @param report the page
 * @param folder the run folder
 */
record RunSummary(
    String scenario,
    String backend,
    boolean simulated,
    long seed,
    String trace,
    String row,
    String bound,
    String measured,
    String dataLoss,
    Outcome verdict,
    List<Finding> findings,
    String report,
    String folder)
    implements Ending {

  static RunSummary of(DrillResult result) {
    RunDescription run = result.folder().description();
    Optional<DisasterRow> row = DisasterRow.find(run.row());
    return new RunSummary(
        run.scenario(),
        run.backend(),
        run.simulated(),
        run.seed().value(),
        result.trace(),
        row.map(DisasterRow::key).orElse("none"),
        row.map(Texts::bound).orElse("none"),
        row.map(of -> RecoveryClock.of(result.history()).measured(of).map(Texts::precise))
            .orElseGet(() -> measured(result.history()).map(Length::text))
            .orElse("nothing"),
        run.load().ledgerPerSecond() == 0
            ? "not measured: no ledger was written"
            : dataLoss(result.history()),
        result.verdict().outcome(),
        notPassed(result.verdict()),
        result.folder().page().toString(),
        result.folder().path().toString());
  }

  @Override
  public int exitCode() {
    return verdict.exitCode();
  }

  @Override
  public List<String> lines() {
    List<String> lines = new java.util.ArrayList<>();
    lines.add("scenario   %s (%s, seed %d)".formatted(scenario, backend, seed));
    if (!trace.isEmpty()) {
      lines.add("trace      " + trace);
    }
    lines.add("row        " + (row.equals("none") ? "none: a plain change" : row));
    lines.add("bound      " + bound);
    lines.add("measured   " + measured + (simulated ? " (simulated)" : ""));
    lines.add("data loss  " + dataLoss);
    lines.add("verdict    " + verdict);
    findings.forEach(finding -> lines.add(line(finding)));
    lines.add("report     " + report);
    return lines;
  }

  static String line(Finding finding) {
    return "  %-13s %s: %s"
        .formatted(finding.outcome(), finding.checker(), Texts.cut(finding.summary(), 300));
  }

  static List<Finding> notPassed(Verdict verdict) {
    return verdict.findings().stream()
        .filter(finding -> finding.outcome() != Outcome.PASS)
        .toList();
  }

  /** From the begin of the change's first step to the end of its last. */
  private static Optional<Duration> measured(History history) {
    List<StepStarted> change =
        history.of(StepStarted.class).filter(step -> step.phase() == Phase.CHANGE).toList();
    Set<String> ids = change.stream().map(StepStarted::id).collect(Collectors.toSet());
    Optional<Instant> end =
        history
            .of(StepFinished.class)
            .filter(step -> ids.contains(step.id()))
            .map(StepFinished::at)
            .max(Instant::compareTo);
    return end.map(last -> Duration.between(change.get(0).at(), last));
  }

  private static String dataLoss(History history) {
    long acknowledged = history.of(LedgerWritten.class).count();
    Optional<LedgerAudited> audit = history.last(LedgerAudited.class);
    if (audit.isEmpty()) {
      return "not known: the ledger was not read back";
    }
    int missing = audit.get().missing().size();
    return missing == 0
        ? "none of %d acknowledged writes".formatted(acknowledged)
        : "%d of %d acknowledged writes".formatted(missing, acknowledged);
  }
}
