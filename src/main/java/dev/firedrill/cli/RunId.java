package dev.firedrill.cli;

import dev.firedrill.model.Seed;
import dev.firedrill.report.RunDescription;
import dev.firedrill.report.RunFolder;

/** What everything that belongs to a run is marked with. */
final class RunId {

  private static final int DIGITS = 8;

  private RunId() {}

  /**
   * The run's time and seed, and a digest that tells two scenarios started in the same second
   * apart; short enough for a label's value.
   */
  static String of(RunFolder folder) {
    RunDescription run = folder.description();
    return run.simulated()
        ? simulated(run.scenario(), run.seed())
        : folder.path().getFileName() + "-" + digest(run.scenario());
  }

  /** In a simulation nothing may depend on when it was made: the same seed gives the same run. */
  static String simulated(String scenario, Seed seed) {
    return "simulated-" + seed + "-" + digest(scenario);
  }

  private static String digest(String scenario) {
    return RunDescription.sha256(scenario).substring(0, DIGITS);
  }
}
