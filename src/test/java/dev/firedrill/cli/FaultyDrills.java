package dev.firedrill.cli;

import dev.firedrill.drill.StopSignal;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.ScheduledFault;
import dev.firedrill.model.Seed;
import dev.firedrill.scenario.Scenario;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What {@code explore --faults} does with seeds of a scenario, for tests of other packages. */
public final class FaultyDrills {

  private static final Duration SHRINKING = Duration.ofSeconds(60);

  private final Scenario scenario;
  private final Backend backend = new SimulatedBackend().withFaults();
  private final SeedDrills drills;

  /** Drills of that scenario. */
  public FaultyDrills(Scenario scenario) {
    this.scenario = scenario;
    this.drills = new SeedDrills(scenario, backend);
  }

  /**
   * A drill.
   *
   * @param faults how many were to strike
   * @param expected true where it came out as its author expects
   * @param finding the first that bears the verdict out; empty where it passed
   * @param trace a digest of everything that happened
   */
  public record Drilled(int faults, boolean expected, String finding, String trace) {

    static Drilled of(SeedResult result) {
      return new Drilled(
          result.schedule().faults().size(), result.expected(), result.finding(), result.trace());
    }
  }

  /**
   * What is left of a seed that failed.
   *
   * @param seed the seed
   * @param before its drill
   * @param left the drill of the schedule that is left
   * @param file the scenario that has this schedule
   * @param drills how many drills it took to find that
   * @param real how long that took
   * @param processor how much of a processor
   */
  public record Shrunk(
      long seed,
      Drilled before,
      Drilled left,
      Path file,
      int drills,
      Duration real,
      Duration processor) {}

  /** True where such a fault is to strike in the drill of that seed. */
  public boolean strikes(long seed, Predicate<ScheduledFault> such) {
    return backend.schedule(scenario, new Seed(seed)).faults().stream().anyMatch(such);
  }

  /** The drill of that seed, with its faults. */
  public Drilled drill(long seed) {
    return Drilled.of(drills.run(new Seed(seed), new StopSignal()));
  }

  /** The drill of the scenario's own seed and faults. */
  public static Drilled replay(Scenario scenario) {
    SeedDrills drills = new SeedDrills(scenario, new SimulatedBackend());
    return Drilled.of(drills.run(scenario.seed().orElseThrow(), new StopSignal()));
  }

  /** Shrinks that seed as {@code explore} does, where its drill fails. */
  public Optional<Shrunk> shrink(long seed, Path folder) {
    SeedResult result = drills.run(new Seed(seed), new StopSignal());
    return result.expected() ? Optional.empty() : Optional.of(shrunk(result, folder));
  }

  private Shrunk shrunk(SeedResult failed, Path folder) {
    Instant began = backend.clock().now();
    long processor = processorNanos();
    AtomicInteger count = new AtomicInteger();
    SeedResult left =
        new Shrinking(
                schedule -> counted(schedule, count),
                () -> backend.clock().now().isAfter(began.plus(SHRINKING)))
            .shrink(failed);
    Duration took = Duration.between(began, backend.clock().now());
    return new Shrunk(
        failed.seed(),
        Drilled.of(failed),
        Drilled.of(left),
        Path.of(Regression.of(scenario, left, folder).file()),
        count.get(),
        took,
        Duration.ofNanos(processorNanos() - processor));
  }

  private SeedResult counted(Schedule schedule, AtomicInteger count) {
    count.incrementAndGet();
    return drills.run(schedule, new StopSignal());
  }

  /** What this thread, on which the whole simulation runs, has had of a processor. */
  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
