package dev.firedrill.scenario;

import dev.firedrill.drill.PlannedFault;
import dev.firedrill.drill.PlannedStep;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.LoadRates;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.ScheduledFault;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A scenario file, checked and with everything in it settled.
 *
 * @param name its name
 * @param description what it rehearses, for an operator
 * @param row the disaster whose bound is asserted, or null for a plain change
 * @param topology the cluster's machines
 * @param version the cluster's version at the start
 * @param load the load that goes on beside the steps
 * @param replicas how many pods the workload has
 * @param steps every step before and of the change, or before the fault, of the recovery and after
 *     it, in order
 * @param fault what breaks, or null for a plain change
 * @param converge how long the cluster may take to be healthy once its last step has ended
 * @param expectations what is demanded of the run
 * @param expected what its author expects the verdict to be
 * @param schedule seed and faults of a simulated drill, or null where they are left to the run
 * @param file where it was read
 * @param source the file's text
 */
public record Scenario(
    String name,
    String description,
    @Nullable DisasterRow row,
    Topology topology,
    Version version,
    LoadRates load,
    int replicas,
    List<PlannedStep> steps,
    @Nullable PlannedFault fault,
    Duration converge,
    Expectations expectations,
    ExpectedVerdict expected,
    @Nullable Schedule schedule,
    Path file,
    String source) {

  /** Copies the list. */
  public Scenario {
    steps = List.copyOf(steps);
  }

  /** The seed that the file names. */
  public Optional<Seed> seed() {
    return Optional.ofNullable(schedule).map(Schedule::seed);
  }

  /** The faults that the file names; none where it names none. */
  public List<ScheduledFault> faults() {
    return schedule == null ? List.of() : schedule.faults();
  }

  /** The disaster whose bound is asserted; none for a plain change. */
  public Optional<DisasterRow> disaster() {
    return Optional.ofNullable(row);
  }
}
