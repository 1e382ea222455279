package dev.firedrill.cli;

import dev.firedrill.drill.StopSignal;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  /** For each seed. */
  private static final Duration SHRINKING = Duration.ofSeconds(60);

  private final Home home;
  private final Backends backends;
  private final StopSignal stop;

  @Mixin private Output output = new Output();
  @Mixin private TraceOptions traces = new TraceOptions();

  @Parameters(paramLabel = "SCENARIO", description = "A name below scenarios/, or a YAML file.")
  private String scenario = "";

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      required = true,
      description = "The seeds, first and last, for example 1..200.")
  private String seeds = "";

  @Option(
      names = "--faults",
      description = "Faults strike in and between steps, chosen by the seed.")
  private boolean faults;

  @Option(
      names = "--wire",
      description = "What Firedrill asks of the API goes through HTTPS on loopback.")
  private boolean wire;

  @Option(
      names = "--shrink",
      paramLabel = "N",
      description =
          "How many of the seeds that do not come out as expected are shrunk to a scenario file of"
              + " their own (default: 3).")
  private int shrink = 3;

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "Where those files are written (default: reports/explored).")
  private @Nullable Path reports;

  ExploreCommand(Home home, Backends backends, StopSignal stop) {
    this.home = home;
    this.backends = backends;
    this.stop = stop;
  }

  @Override
  public Integer call() {
    Backend named = backends.named("simulated");
    Backend asked = wire ? named.overTheWire() : named;
    Backend backend = faults ? asked.withFaults() : asked;
    Scenario ready = ready(backend);
    stop.heed();
    ExplorationSummary summary =
        explore(ready, backend, Runtime.getRuntime().availableProcessors());
    return output.end(summary);
  }

  /** The first seeds that are not as expected, each with as little as brings its finding about. */
  private List<Regression> shrunk(Scenario ready, Backend backend, List<SeedResult> results) {
    Path folder = reports == null ? home.reports().resolve("explored") : reports;
    SeedDrills drills = new SeedDrills(ready, backend);
    return results.stream()
        .filter(result -> !result.expected() && !result.schedule().faults().isEmpty())
        .limit(shrink)
        .takeWhile(result -> !stop.requested())
        .map(result -> shrunk(drills, result, backend.clock()))
        .map(result -> Regression.of(ready, result, folder))
        .toList();
  }

  private SeedResult shrunk(SeedDrills drills, SeedResult result, TimeSource clock) {
    output.progress("shrinking the schedule of seed " + result.seed());
    Instant until = clock.now().plus(SHRINKING);
    return new Shrinking(
            schedule -> drills.run(schedule, stop),
            () -> stop.requested() || clock.now().isAfter(until))
        .shrink(result);
  }

  private ExplorationSummary explore(Scenario ready, Backend backend, int threads) {
    SeedRange range = SeedRange.parse(seeds);
    TraceOrigin origin = TraceOrigin.here(ready, faults, home);
    TraceOptions.Files files = traces.files(origin);
    Optional<TraceFile> kept = files.kept();
    List<SeedTrace> before = kept.map(file -> file.in(range)).orElse(List.of());
    TimeSource clock = backend.clock();
    Replay replay = new Replay(scenario, faults);
    ExplorationLines lines = new ExplorationLines(replay, range, clock, output::progress);
    before.stream().filter(SeedTrace::tellsMore).forEach(lines::drilledBefore);
    Instant began = clock.now();
    List<SeedResult> results =
        new Exploration(
                range,
                seed -> kept.flatMap(file -> file.of(seed)).isEmpty(),
                new SeedDrills(ready, backend)::run,
                result -> {
                  kept.ifPresent(file -> file.add(SeedTrace.of(result)));
                  lines.ended(result);
                },
                stop)
            .run(threads);
    Duration simulated =
        results.stream().map(SeedResult::simulated).reduce(Duration.ZERO, Duration::plus);
    Pace pace = new Pace(results.size(), simulated, Duration.between(began, clock.now()));
    return ExplorationSummary.of(
        ready.name(),
        range,
        results,
        before,
        shrunk(ready, backend, results),
        files.others(),
        replay,
        pace,
        threads);
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
