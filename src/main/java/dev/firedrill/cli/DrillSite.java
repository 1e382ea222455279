package dev.firedrill.cli;

import dev.firedrill.distribution.Distribution;
import dev.firedrill.drill.Disturbances;
import dev.firedrill.drill.Machines;
import dev.firedrill.ports.TimeSource;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where runs take place.
 *
 * @param machines the machines of the run of an id
 * @param distribution how its cluster's distribution does each verb
 * @param time its clock
 * @param engine what runs the machines, with its version, for the report
 * @param trace a digest of everything that happened so far, the same for equal runs; empty where
 *     nobody can say
 * @param disturbances what befalls the cluster beside what the scenario does
 * @param lives how often the drill's process is started
 * @param holding what becomes of a cluster that is kept
 */
record DrillSite(
    Function<String, Machines> machines,
    Distribution distribution,
    TimeSource time,
    String engine,
    Supplier<String> trace,
    Disturbances disturbances,
    Lives lives,
    Holding holding) {

  /** A site of real machines, where nothing befalls them that the scenario does not do. */
  DrillSite(
      Function<String, Machines> machines,
      Distribution distribution,
      TimeSource time,
      String engine,
      Supplier<String> trace) {
    this(
        machines,
        distribution,
        time,
        engine,
        trace,
        Disturbances.NONE,
        Lives.ONE,
        Holding.MACHINES);
  }
}
