package dev.firedrill.cli;

import dev.firedrill.drill.CreationSteps;
import dev.firedrill.drill.DrillPlan;
import dev.firedrill.drill.PlannedStep;
import dev.firedrill.drill.StopSignal;
import dev.firedrill.history.HistoryFile;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Seed;
import dev.firedrill.operations.StepDefinition;
import dev.firedrill.operations.StepVocabulary;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.report.DamagedRunFolder;
import dev.firedrill.report.RunDescription;
import dev.firedrill.report.RunFolder;
import dev.firedrill.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Makes the runs of scenarios on one backend: new ones, and those to go on with. */
final class DrillRuns {

  private final Home home;
  private final Backend backend;
  private final BackupPlace backups;
  private final StopSignal stop;
  private final Consumer<String> line;

  /** Runs whose backups go to where they go by default. */
  DrillRuns(Home home, Backend backend, StopSignal stop, Consumer<String> line) {
    this(home, backend, new BackupPlace(), stop, line);
  }

  DrillRuns(
      Home home, Backend backend, BackupPlace backups, StopSignal stop, Consumer<String> line) {
    this.home = home;
    this.backups = backups;
    this.backend = backend;
    this.stop = stop;
    this.line = line;
  }

  /** What a run of the scenario would do. */
  static DrillPlan plan(Scenario scenario, Backend backend, Seed seed) {
    List<PlannedStep> steps = new ArrayList<>();
    if (backend.makesClusters()) {
      steps.addAll(
          CreationSteps.of(scenario.topology(), scenario.version(), DrillRuns::definition));
    }
    steps.addAll(scenario.steps());
    return new DrillPlan(
        scenario.name(),
        seed,
        backend.name(),
        backend.simulated(),
        scenario.topology(),
        scenario.version(),
        scenario.load(),
        scenario.replicas(),
        steps,
        scenario.fault(),
        scenario.converge());
  }

  /**
   * A new run, its folder made; nothing else is started. Folders are named by the second: where an
   * earlier run has this one's, as in a table of which one backend is quick, the next is waited
   * for.
   *
   * @param chosen the seed, or nothing for one by the clock
   */
  DrillRun fresh(Scenario scenario, Optional<Seed> chosen, Path reports) {
    TimeSource clock = backend.clock();
    Seed seed = chosen.or(scenario::seed).orElseGet(() -> new Seed(clock.now().getEpochSecond()));
    while (RunFolder.isTaken(reports, scenario.name(), clock.now(), seed)) {
      clock.sleep(Duration.ofSeconds(1));
    }
    Instant now = clock.now();
    DrillSite site = site(scenario, seed);
    RunDescription description =
        new RunDescription(
            scenario.name(),
            RunDescription.sha256(scenario.source()),
            scenario.disaster().map(DisasterRow::key).orElse(""),
            seed,
            backend.name(),
            backend.simulated(),
            scenario.topology(),
            scenario.expectations(),
            scenario.load(),
            Build.version(),
            Build.commit(home),
            now,
            Build.host(site.engine()));
    RunFolder folder = RunFolder.create(reports, description, scenario.source());
    return run(scenario, folder, site);
  }

  /**
   * The run that was killed, to go on with.
   *
   * @param reports where it is looked for
   * @param chosen its folder, or an empty path for the newest of the scenario
   * @throws Refused where there is none, or it is not of this scenario as it is now
   */
  DrillRun resumed(Scenario scenario, Path reports, Path chosen) {
    Path path = chosen.toString().isEmpty() ? newest(scenario, reports) : chosen;
    RunFolder folder = open(path);
    List<String> reasons = differences(scenario, folder);
    if (!reasons.isEmpty()) {
      throw new Refused(reasons.stream().map(reason -> path + ": " + reason).toList());
    }
    DrillSite site = site(scenario, folder.description().seed());
    requireMachines(folder, site);
    return run(scenario, folder, site);
  }

  /** Before anything is recorded: a process that is alive may still have the run. */
  private static void requireMachines(RunFolder folder, DrillSite site) {
    boolean made = HistoryFile.read(folder.historyFile()).first(StepStarted.class).isPresent();
    try {
      if (made) {
        site.machines().apply(RunId.of(folder)).attach();
      }
    } catch (IllegalStateException e) {
      throw new Refused(List.of("--resume: " + folder.path() + ": " + e.getMessage()));
    }
  }

  private static Path newest(Scenario scenario, Path reports) {
    return RunFolder.newestUnfinished(reports, scenario.name())
        .orElseThrow(
            () ->
                new Refused(
                    List.of(
                        "--resume: no unfinished run of %s below %s"
                            .formatted(scenario.name(), reports))));
  }

  private static RunFolder open(Path path) {
    try {
      return RunFolder.resume(path);
    } catch (DamagedRunFolder e) {
      throw new Refused(List.of("--resume: " + e.getMessage()));
    }
  }

  /** Why the run in the folder is not one of this scenario that can be gone on with. */
  private List<String> differences(Scenario scenario, RunFolder folder) {
    RunDescription run = folder.description();
    List<String> reasons = new ArrayList<>();
    if (Files.exists(folder.verdictFile())) {
      reasons.add("the run is over and has its verdict; \"firedrill replay\" judges it again");
    }
    if (!run.scenarioSha256().equals(RunDescription.sha256(scenario.source()))) {
      reasons.add("the scenario file is not the one that the run began with");
    }
    if (!run.topology().equals(scenario.topology())) {
      reasons.add("the cluster's file is not the one that the run began with");
    }
    if (!run.backend().equals(backend.name())) {
      reasons.add("the run is on backend %s, not %s".formatted(run.backend(), backend.name()));
    }
    Set<String> planned =
        plan(scenario, backend, run.seed()).steps().stream()
            .map(PlannedStep::id)
            .collect(Collectors.toSet());
    HistoryFile.read(folder.historyFile())
        .of(StepStarted.class)
        .map(StepStarted::id)
        .filter(id -> !planned.contains(id))
        .map(id -> "the run began step " + id + ", which the scenario no longer has")
        .distinct()
        .forEach(reasons::add);
    return reasons;
  }

  private DrillRun run(Scenario scenario, RunFolder folder, DrillSite site) {
    DrillPlan plan = plan(scenario, backend, folder.description().seed());
    return new DrillRun(plan, folder, site, backups, stop, line);
  }

  private DrillSite site(Scenario scenario, Seed seed) {
    return backend.site(scenario.topology(), scenario.version(), backend.schedule(scenario, seed));
  }

  private static StepDefinition definition(String name) {
    return StepVocabulary.find(name)
        .orElseThrow(() -> new IllegalStateException("the vocabulary lacks step " + name));
  }
}
