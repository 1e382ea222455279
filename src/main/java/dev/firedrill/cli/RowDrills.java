package dev.firedrill.cli;

import dev.firedrill.drill.StopSignal;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Seed;
import dev.firedrill.report.Certification;
import dev.firedrill.report.CertifiedRow;
import dev.firedrill.report.RunFolder;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.verdict.Outcome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs the drills of rows, one after the other; one that cannot be run stops none of the others.
 */
final class RowDrills {

  private final DrillRuns runs;
  private final StopSignal stop;
  private final Seed seed;
  private final Path reports;
  private final Path folder;
  private final Consumer<Certification> kept;
  private final Consumer<String> progress;

  /**
   * Drills of rows, none of them begun.
   *
   * @param reports where the folders of runs are made
   * @param folder the table's folder, from which the runs' pages are linked
   * @param kept told of the table after every row, to write it down
   */
  RowDrills(
      DrillRuns runs,
      StopSignal stop,
      Seed seed,
      Path reports,
      Path folder,
      Consumer<Certification> kept,
      Consumer<String> progress) {
    this.runs = runs;
    this.stop = stop;
    this.seed = seed;
    this.reports = reports;
    this.folder = folder;
    this.kept = kept;
    this.progress = progress;
  }

  /**
   * Drills what is left of it.
   *
   * @param drills the rows' scenarios
   * @param resumed true where the first of them may have been begun by a process that was killed
   * @return the same with as many rows more as were drilled before it was told to stop
   */
  Certification run(
      Certification certification, Map<DisasterRow, Scenario> drills, boolean resumed) {
    Certification soFar = certification;
    boolean begun = resumed;
    for (DisasterRow row : certification.left()) {
      if (stop.requested()) {
        break;
      }
      Scenario scenario = drills.get(row);
      progress.accept(
          "row %s on %s: %s".formatted(row.key(), certification.backend(), scenario.name()));
      Optional<Path> unfinished = begun ? begun(soFar, reports) : Optional.empty();
      soFar = soFar.with(drilled(row, scenario, unfinished));
      kept.accept(soFar);
      begun = false;
    }
    return soFar;
  }

  /** True where a process that was killed had begun to drill the first row that is left. */
  static boolean isBegun(Certification certification, Path reports) {
    return begun(certification, reports).isPresent();
  }

  /** A simulated cluster ends with its process: its drill is begun anew. */
  private static Optional<Path> begun(Certification certification, Path reports) {
    return certification.simulated()
        ? Optional.empty()
        : RunFolder.newestUnfinished(
            reports, certification.left().get(0).scenario(), certification.backend());
  }

  private CertifiedRow drilled(DisasterRow row, Scenario scenario, Optional<Path> begun) {
    try {
      DrillRun drill =
          begun
              .map(run -> runs.resumed(scenario, reports, run))
              .orElseGet(() -> runs.fresh(scenario, Optional.of(seed), reports));
      return certified(row, RunSummary.of(drill.run(false)));
    } catch (RuntimeException e) {
      return CertifiedRow.notRun(row, Outcome.HARNESS_ERROR, "the drill broke off: " + e);
    }
  }

  private CertifiedRow certified(DisasterRow row, RunSummary run) {
    String why =
        run.findings().stream()
            .map(finding -> finding.checker() + ": " + Texts.cut(finding.summary(), 200))
            .collect(Collectors.joining("; "));
    Path page = folder.toAbsolutePath().relativize(Path.of(run.report()).toAbsolutePath());
    return new CertifiedRow(
        row, run.measured(), run.dataLoss(), run.verdict(), why, page.toString());
  }
}
