package dev.firedrill.cli;

import dev.firedrill.drill.ClusterInstruments;
import dev.firedrill.drill.Drill;
import dev.firedrill.drill.DrillEnvironment;
import dev.firedrill.drill.DrillPlan;
import dev.firedrill.drill.StopSignal;
import dev.firedrill.history.History;
import dev.firedrill.history.HistoryFile;
import dev.firedrill.history.Observation.HarnessFailed;
import dev.firedrill.history.Recorder;
import dev.firedrill.report.Report;
import dev.firedrill.report.RunDescription;
import dev.firedrill.report.RunFolder;
import dev.firedrill.report.SecretScan;
import dev.firedrill.report.SecretsFound;
import dev.firedrill.report.WrittenReport;
import dev.firedrill.verdict.Judge;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * One run from its folder to its report: what {@code firedrill run} does, and what features do. The
 * order matters: machines are removed before the verdict is written, so that a run without a
 * verdict is one to resume.
 */
final class DrillRun {

  private final DrillPlan plan;
  private final RunFolder folder;
  private final DrillSite site;
  private final BackupPlace backups;
  private final StopSignal stop;
  private final ProgressLines progress;

  /**
   * A run in that folder.
   *
   * @param backups where its backups go
   * @param line told what the run is at
   */
  DrillRun(
      DrillPlan plan,
      RunFolder folder,
      DrillSite site,
      BackupPlace backups,
      StopSignal stop,
      Consumer<String> line) {
    this.plan = plan;
    this.backups = backups;
    this.folder = folder;
    this.site = site;
    this.stop = stop;
    this.progress = new ProgressLines(site.time(), line);
  }

  /**
   * Runs it, or what is left of it, to its verdict and report.
   *
   * @param hold leaves the machines in place
   */
  DrillResult run(boolean hold) {
    stop.heed();
    site.lives().live(() -> rehearse(hold, nobody -> {}));
    String trace = site.trace().get();
    searchForSecrets();
    History history = history();
    Verdict verdict = judge(history);
    progress.say("writing the report");
    WrittenReport report = new Report().write(folder, history, verdict);
    if (!report.allureProblem().isEmpty()) {
      progress.say(report.allureProblem());
    }
    return new DrillResult(folder, history, verdict, trace);
  }

  /**
   * Keeps the cluster of a run that was told to hold it, perhaps until the stop is asked for.
   *
   * @param line told how it is reached
   */
  void hold(Consumer<String> line) {
    site.holding().keep(beside(".held"), line, stop);
  }

  /**
   * Runs it without a report, for somebody who measures.
   *
   * @param watching told of everything that is recorded
   */
  Outcome watched(Recorder watching) {
    site.lives().live(() -> rehearse(false, watching));
    return judge(history()).outcome();
  }

  private void rehearse(boolean hold, Recorder watching) {
    History before = history();
    try (HistoryFile file = HistoryFile.open(folder.historyFile())) {
      Recorder recorder = site.lives().mortal(both(progress.showing(file), watching));
      Drill drill = new Drill(plan, environment(recorder));
      drill.run(before, () -> judge(history()).outcome() != Outcome.PASS);
      if (!hold) {
        drill.cleanUp();
      }
    }
  }

  private static Recorder both(Recorder first, Recorder second) {
    return observation -> {
      first.record(observation);
      second.record(observation);
    };
  }

  /** A report is passed around: a secret in it is Firedrill's own failure, whatever it shows. */
  private void searchForSecrets() {
    try {
      SecretScan.run(folder.path());
    } catch (SecretsFound e) {
      try (HistoryFile file = HistoryFile.open(folder.historyFile())) {
        file.record(
            new HarnessFailed(
                site.time().now(), "searching the run folder for secrets", e.getMessage()));
      }
    }
  }

  private DrillEnvironment environment(Recorder recorder) {
    return new DrillEnvironment(
        site.machines().apply(RunId.of(folder)),
        cluster ->
            new ClusterInstruments(
                cluster,
                site.distribution().inventory().inside(),
                plan.load(),
                plan.replicas(),
                recorder,
                RunId.of(folder)),
        site.distribution(),
        recorder,
        site.time(),
        folder.path(),
        backups.of(beside(".backups"), plan.simulated(), plan.seed()),
        progress::say,
        stop,
        site.disturbances());
  }

  /** Beside the run's folder: for what holds secrets of the cluster; a report must hold none. */
  private Path beside(String ending) {
    Path path = folder.path().toAbsolutePath();
    return path.resolveSibling(path.getFileName() + ending);
  }

  private History history() {
    return folder.historyFile().toFile().exists()
        ? HistoryFile.read(folder.historyFile())
        : new History(List.of());
  }

  private Verdict judge(History history) {
    RunDescription run = folder.description();
    return new Judge().judge(history, run.expectations(), run.load());
  }
}
