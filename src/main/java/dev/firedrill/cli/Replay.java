package dev.firedrill.cli;

/**
 * The command that runs the drill of one seed again, with its report.
 *
 * @param scenario as it was written on the command line
 */
record Replay(String scenario) {

  String of(long seed) {
    return "./firedrill run %s --seed %d".formatted(scenario, seed);
  }
}
