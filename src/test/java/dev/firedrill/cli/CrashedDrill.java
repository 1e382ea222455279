package dev.firedrill.cli;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.drill.StopSignal;
import dev.firedrill.history.HistoryInMemory;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.DisasterBegun;
import dev.firedrill.history.Observation.DisasterConfirmed;
import dev.firedrill.history.Observation.DisasterHealed;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.RecoveryEnded;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.history.Recorder;
import dev.firedrill.model.Seed;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.verdict.Judge;
import dev.firedrill.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A simulated drill whose process is killed at one boundary and started again: just before what
 * happened there is recorded, so that what was done is done and nobody knows.
 */
final class CrashedDrill {

  private static final String NEVER = "";

  private CrashedDrill() {}

  /** How it went. */
  record Ended(Verdict verdict, HistoryInMemory history) {}

  /** The boundaries of that drill where nobody kills it, in order. */
  static List<String> boundaries(Scenario scenario, long seed) {
    List<String> boundaries = new ArrayList<>();
    Set<String> creation = new TreeSet<>();
    for (Observation seen : run(scenario, seed, NEVER).history().history().observations()) {
      if (seen instanceof StepStarted step && step.phase() == Phase.CREATE) {
        creation.add(step.id());
      }
      String boundary = boundary(seen);
      if (!boundary.isEmpty() && !isOf(creation, boundary)) {
        boundaries.add(boundary);
      }
    }
    return boundaries;
  }

  /** Runs it, killed at that boundary. */
  static Ended run(Scenario scenario, long seed, String boundary) {
    HistoryInMemory seen = new HistoryInMemory();
    Backend backend =
        new AlteredBackend(new SimulatedBackend(), site -> crashing(site, boundary, seen));
    new SeedDrills(scenario, backend).run(new Seed(seed), new StopSignal());
    Verdict verdict = new Judge().judge(seen.history(), scenario.expectations(), scenario.load());
    return new Ended(verdict, seen);
  }

  private static boolean isOf(Set<String> steps, String boundary) {
    return steps.stream().anyMatch(step -> boundary.endsWith(" of " + step));
  }

  /** Empty for an observation that is none. */
  private static String boundary(Observation seen) {
    if (seen instanceof StepStarted step) {
      return "begin of " + step.id();
    }
    if (seen instanceof StepFinished step) {
      return "end of " + step.id();
    }
    boolean disaster =
        seen instanceof DisasterBegun
            || seen instanceof DisasterConfirmed
            || seen instanceof RecoveryEnded
            || seen instanceof DisasterHealed;
    return disaster ? seen.getClass().getSimpleName() : "";
  }

  private static DrillSite crashing(DrillSite site, String boundary, Recorder seen) {
    return new DrillSite(
        site.machines(),
        site.distribution(),
        site.time(),
        site.engine(),
        site.trace(),
        site.disturbances(),
        new Killed(site.lives(), (Simulation) site.time(), boundary, seen),
        site.holding());
  }

  /** Lives of which the first ends at the boundary. */
  private static final class Killed implements Lives {

    private final Lives lives;
    private final Simulation simulation;
    private final String boundary;
    private final Recorder seen;
    private boolean done;

    Killed(Lives lives, Simulation simulation, String boundary, Recorder seen) {
      this.lives = lives;
      this.simulation = simulation;
      this.boundary = boundary;
      this.seen = seen;
    }

    @Override
    public Recorder mortal(Recorder recorder) {
      Recorder mortal =
          lives.mortal(
              observation -> {
                seen.record(observation);
                recorder.record(observation);
              });
      return observation -> {
        if (!done && !boundary.isEmpty() && boundary.equals(CrashedDrill.boundary(observation))) {
          done = true;
          simulation.kill();
          // Nothing more is done by whoever is dead.
          simulation.sleep(Duration.ofMillis(1));
        }
        mortal.record(observation);
      };
    }

    @Override
    public void live(Runnable process) {
      lives.live(process);
    }
  }
}
