package dev.firedrill.cli;

import dev.firedrill.drill.ClusterInstruments;
import dev.firedrill.drill.Drill;
import dev.firedrill.drill.DrillEnvironment;
import dev.firedrill.drill.DrillPlan;
import dev.firedrill.drill.StopSignal;
import dev.firedrill.history.History;
import dev.firedrill.history.HistoryInMemory;
import dev.firedrill.history.Observation.FaultInjected;
import dev.firedrill.history.Recorder;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.Seed;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.verdict.Judge;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Drills of one scenario that leave nothing behind: the history stays in memory, what operations
 * write to disk goes with the drill. A drill goes the way that {@code firedrill run} goes with the
 * same seed. Several threads may each run one, for drills share nothing.
 */
final class SeedDrills {

  private final Scenario scenario;
  private final Backend backend;

  SeedDrills(Scenario scenario, Backend backend) {
    this.scenario = scenario;
    this.backend = backend;
  }

  /** Runs the drill of that seed to its verdict. */
  SeedResult run(Seed seed, StopSignal stop) {
    return run(backend.schedule(scenario, seed), stop);
  }

  /** Runs the drill of that schedule to its verdict. */
  SeedResult run(Schedule schedule, StopSignal stop) {
    DrillSite site = backend.site(scenario.topology(), scenario.version(), schedule);
    Instant beginning = site.time().now();
    HistoryInMemory history = new HistoryInMemory();
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      site.lives().live(() -> rehearse(schedule.seed(), site, history, folder.path(), stop));
    }
    Verdict verdict = judge(history.history());
    return new SeedResult(
        schedule,
        verdict.outcome(),
        Expectation.isMet(scenario.expected(), verdict),
        SeedResult.firstFinding(verdict),
        history.history().of(FaultInjected.class).map(FaultInjected::what).toList(),
        site.trace().get(),
        Duration.between(beginning, site.time().now()));
  }

  private void rehearse(
      Seed seed, DrillSite site, HistoryInMemory history, Path folder, StopSignal stop) {
    DrillPlan plan = DrillRuns.plan(scenario, backend, seed);
    Recorder recorder = site.lives().mortal(history);
    Drill drill = new Drill(plan, environment(plan, site, recorder, folder, stop));
    drill.run(history.history(), () -> judge(history.history()).outcome() != Outcome.PASS);
    drill.cleanUp();
  }

  private DrillEnvironment environment(
      DrillPlan plan, DrillSite site, Recorder recorder, Path folder, StopSignal stop) {
    String run = RunId.simulated(plan.scenario(), plan.seed());
    return new DrillEnvironment(
        site.machines().apply(run),
        cluster ->
            new ClusterInstruments(
                cluster,
                site.distribution().inventory().inside(),
                plan.load(),
                plan.replicas(),
                recorder,
                run),
        site.distribution(),
        recorder,
        site.time(),
        folder.resolve("run"),
        new BackupPlace().of(folder.resolve("backups"), plan.simulated(), plan.seed()),
        said -> {},
        stop,
        site.disturbances());
  }

  private Verdict judge(History history) {
    return new Judge().judge(history, scenario.expectations(), scenario.load());
  }
}
