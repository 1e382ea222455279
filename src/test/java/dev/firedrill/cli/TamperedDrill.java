package dev.firedrill.cli;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.drill.Machines;
import dev.firedrill.drill.StopSignal;
import dev.firedrill.history.HistoryInMemory;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.history.Recorder;
import dev.firedrill.model.Seed;
import dev.firedrill.ports.Cluster;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.verdict.Judge;
import dev.firedrill.verdict.Verdict;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** What {@code explore} does with one seed, on a cluster that a test may tamper with. */
public final class TamperedDrill {

  private TamperedDrill() {}

  /** What is done to a simulated cluster before a step. */
  @FunctionalInterface
  public interface Tampering {

    /** The step is about to begin. */
    void before(StepStarted step, SimulatedCluster cluster, Simulation simulation);
  }

  /** The verdict on the drill of that seed. */
  public static Verdict judge(Scenario scenario, long seed, Tampering tampering) {
    HistoryInMemory seen = new HistoryInMemory();
    Backend backend =
        new AlteredBackend(new SimulatedBackend(), site -> tampered(site, tampering, seen));
    new SeedDrills(scenario, backend).run(new Seed(seed), new StopSignal());
    return new Judge().judge(seen.history(), scenario.expectations(), scenario.load());
  }

  private static DrillSite tampered(DrillSite site, Tampering tampering, Recorder seen) {
    AtomicReference<Cluster> made = new AtomicReference<>();
    return new DrillSite(
        run -> new Noted(site.machines().apply(run), made),
        site.distribution(),
        site.time(),
        site.engine(),
        site.trace(),
        site.disturbances(),
        new Watched(
            step -> tampering.before(step, (SimulatedCluster) made.get(), (Simulation) site.time()),
            seen),
        site.holding());
  }

  /** Told of each step, and of everything that is recorded. */
  private record Watched(Consumer<StepStarted> tampering, Recorder seen) implements Lives {

    @Override
    public Recorder mortal(Recorder recorder) {
      return observation -> {
        seen.record(observation);
        recorder.record(observation);
        if (observation instanceof StepStarted step && step.phase() != Phase.CREATE) {
          tampering.accept(step);
        }
      };
    }

    @Override
    public void live(Runnable process) {
      process.run();
    }
  }

  /** Machines that remember the cluster they made. */
  private record Noted(Machines machines, AtomicReference<Cluster> made) implements Machines {

    @Override
    public Cluster create() {
      Cluster cluster = machines.create();
      made.set(cluster);
      return cluster;
    }

    @Override
    public Cluster attach() {
      return machines.attach();
    }

    @Override
    public void destroy() {
      machines.destroy();
    }
  }
}
