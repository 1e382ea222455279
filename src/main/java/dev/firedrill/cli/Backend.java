package dev.firedrill.cli;

import dev.firedrill.distribution.Distribution;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A kind of cluster that drills can be run on. */
interface Backend {

  /** Its name on the command line. */
  String name();

  /** How its clusters' distribution does each verb. */
  Distribution distribution();

  /** Steps and faults that its clusters do not have, each with the reason. */
  default Map<String, String> notApplicable() {
    return distribution().notApplicable();
  }

  /** True where no real cluster is used. */
  boolean simulated();

  /** False where its clusters are there already, and stay. */
  default boolean makesClusters() {
    return true;
  }

  /** Why it cannot be used on this machine at all, each with what to do; none where it can. */
  List<String> obstacles();

  /** Which clusters it makes, where not every topology; empty where every one. */
  default String scope() {
    return "";
  }

  /** Why it never makes such clusters, wherever it is; none where it may. */
  default List<String> unfit(Topology topology) {
    return List.of();
  }

  /** Why it cannot make that cluster at those versions; none where it can. Starts nothing. */
  List<String> problems(Topology topology, Set<Version> versions);

  /**
   * The same backend, on whose clusters faults strike that the seed chooses.
   *
   * @throws Refused where that cannot be
   */
  default Backend withFaults() {
    throw new Refused(
        List.of(
            "--faults: not on backend %s; only simulated clusters have them".formatted(name())));
  }

  /**
   * The same backend, whose clusters' API is asked through HTTPS.
   *
   * @throws Refused where that cannot be, or is so anyway
   */
  default Backend overTheWire() {
    throw new Refused(
        List.of("--wire: not on backend %s; only simulated clusters need it".formatted(name())));
  }

  /** The clock by which a run is named, which need not be the one that it runs by. */
  TimeSource clock();

  /** What is left to chance in a run of that seed, and what the scenario says of it. */
  default Schedule schedule(Scenario scenario, Seed seed) {
    return new Schedule(seed, scenario.faults());
  }

  /**
   * Where a run takes place; starts nothing yet.
   *
   * @param schedule where the run's random choices come from, and what strikes
   */
  DrillSite site(Topology topology, Version version, Schedule schedule);
}
