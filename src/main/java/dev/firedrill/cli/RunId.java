package dev.firedrill.cli;

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
    String digest = RunDescription.sha256(run.scenario()).substring(0, DIGITS);
    // In a simulation nothing may depend on when it was made: the same seed gives the same run.
    return run.simulated()
        ? "simulated-" + run.seed() + "-" + digest
        : folder.path().getFileName() + "-" + digest;
  }
}
