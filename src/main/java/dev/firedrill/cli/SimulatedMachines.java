package dev.firedrill.cli;

import dev.firedrill.backend.simulated.Setup;
import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.SimulatedClusters;
import dev.firedrill.backend.simulated.fault.ScheduledFaults;
import dev.firedrill.backend.simulated.kernel.HarnessKilled;
import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.wire.Loopback;
import dev.firedrill.drill.Disturbances;
import dev.firedrill.drill.Machines;
import dev.firedrill.history.Observation.FaultHealed;
import dev.firedrill.history.Observation.FaultInjected;
import dev.firedrill.history.Recorder;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Cluster;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The machines of one simulated run, and the faults of its schedule that strike them. */
final class SimulatedMachines implements Machines, Disturbances, Lives {

  /** Virtual time costs little: what waits for ever would go on unnoticed. */
  private static final Duration LONGEST = Duration.ofHours(12);

  private final Simulation simulation;
  private final Topology topology;
  private final Version version;
  private final Setup setup;
  private final Schedule schedule;
  private final boolean wired;
  private Recorder recorder = observation -> {};
  private @Nullable SimulatedCluster cluster;
  private @Nullable ScheduledFaults faults;
  private @Nullable Loopback wire;
  private int deaths;

  /**
   * Machines that are not made yet.
   *
   * @param wired true where Firedrill asks their API through HTTPS
   */
  SimulatedMachines(
      Simulation simulation,
      Topology topology,
      Version version,
      Setup setup,
      Schedule schedule,
      boolean wired) {
    this.setup = setup;
    this.wired = wired;
    this.simulation = simulation;
    this.topology = topology;
    this.version = version;
    this.schedule = schedule;
  }

  @Override
  public Cluster create() {
    SimulatedCluster made = SimulatedClusters.create(topology, version, simulation, setup);
    cluster = made;
    wire = wired ? made.overTheWire() : null;
    faults = new ScheduledFaults(made.ground(), schedule.faults(), new Witness());
    return made;
  }

  /** The cluster, while it is there. */
  Optional<SimulatedCluster> made() {
    return Optional.ofNullable(cluster);
  }

  @Override
  public Cluster attach() {
    if (cluster == null) {
      throw new IllegalStateException(
          "a simulated cluster ends with its process. Next: run the scenario again with --seed "
              + schedule.seed());
    }
    return cluster;
  }

  @Override
  public void destroy() {
    // It goes with the simulation, which nobody keeps; sockets do not.
    cluster = null;
    if (wire != null) {
      wire.close();
      wire = null;
    }
  }

  @Override
  public void stepBegins(String id) {
    if (faults != null) {
      faults.stepBegins(id);
    }
  }

  @Override
  public boolean end() {
    return faults != null && faults.end();
  }

  @Override
  public Recorder mortal(Recorder living) {
    int life = deaths;
    Recorder mortal =
        observation -> {
          if (life == deaths && !simulation.killed()) {
            living.record(observation);
          }
        };
    recorder = mortal;
    return mortal;
  }

  @Override
  public void live(Runnable process) {
    Recurring bound =
        simulation.every(LONGEST, "the longest that a drill may take", SimulatedMachines::endless);
    try {
      untilItEnds(process);
    } finally {
      bound.close();
    }
  }

  /** Breaks off whatever waits at that moment. */
  private static void endless() {
    throw new IllegalStateException(
        "the drill has gone on for another %d h of simulated time without coming to its end"
            .formatted(LONGEST.toHours()));
  }

  private void untilItEnds(Runnable process) {
    boolean killed;
    do {
      try {
        process.run();
      } catch (HarnessKilled dead) {
        // What it was at is over; nothing of it goes on.
      }
      killed = simulation.killed();
      if (killed && cluster != null) {
        deaths++;
        cluster.abandon();
        simulation.takeOver();
      }
    } while (killed);
  }

  /** Records what strikes and what is healed. */
  private final class Witness implements ScheduledFaults.Witness {

    @Override
    public void struck(String what) {
      recorder.record(new FaultInjected(simulation.now(), what));
    }

    @Override
    public void healed(String what) {
      recorder.record(new FaultHealed(simulation.now(), what));
    }
  }
}
