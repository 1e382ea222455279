package dev.firedrill.cli;

import dev.firedrill.drill.StopSignal;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code firedrill explore}: one simulated drill a seed, on all processors. */
@Command(
    name = "explore",
    description =
        "Runs a drill a seed on simulated clusters and ends with 0 where every seed has the"
            + " verdict that the scenario expects.",
    mixinStandardHelpOptions = true)
final class ExploreCommand implements Callable<Integer> {

  private final Home home;
  private final Backends backends;
  private final StopSignal stop;

  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "SCENARIO", description = "A name below scenarios/, or a YAML file.")
  private String scenario = "";

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      required = true,
      description = "The seeds, first and last, for example 1..200.")
  private String seeds = "";

  @Option(names = "--faults", description = "Faults strike between steps, chosen by the seed.")
  private boolean faults;

  ExploreCommand(Home home, Backends backends, StopSignal stop) {
    this.home = home;
    this.backends = backends;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    Backend named = backends.named("simulated");
    Backend backend = faults ? named.withFaults() : named;
    Scenario ready = ready(backend);
    stop.heed();
    ExplorationSummary summary =
        explore(ready, backend, Runtime.getRuntime().availableProcessors());
    if (output.isJson()) {
      output.json(summary);
    } else {
      summary.lines().forEach(output::line);
    }
    return summary.exitCode();
  }

  private ExplorationSummary explore(Scenario ready, Backend backend, int threads) {
    SeedRange range = SeedRange.parse(seeds);
    TimeSource clock = backend.clock();
    Replay replay = new Replay(scenario, faults);
    ExplorationLines lines = new ExplorationLines(replay, range, clock, output::progress);
    Instant began = clock.now();
    List<SeedResult> results =
        new Exploration(range, new SeedDrills(ready, backend)::run, lines::ended, stop)
            .run(threads);
    Duration simulated =
        results.stream().map(SeedResult::simulated).reduce(Duration.ZERO, Duration::plus);
    Pace pace = new Pace(results.size(), simulated, Duration.between(began, clock.now()));
    return ExplorationSummary.of(ready.name(), range, results, replay, pace, threads);
  }

  /** The scenario, where nothing is wrong with it nor with the seeds. */
  private Scenario ready(Backend backend) {
    List<String> problems = new ArrayList<>(SeedRange.problems(seeds));
    try {
      Scenario ready = new Preparation(home, backend).ready(scenario);
      if (problems.isEmpty()) {
        return ready;
      }
    } catch (Refused refused) {
      if (problems.isEmpty()) {
        throw refused;
      }
      problems.addAll(refused.reasons());
    }
    throw new Refused(problems);
  }
}
