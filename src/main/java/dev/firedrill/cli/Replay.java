package dev.firedrill.cli;

/**
 * The command that runs the drill of one seed again, with its report.
 *
 * @param scenario as it was written on the command line
 * @param faults true where faults strike
 */
record Replay(String scenario, boolean faults) {

  String of(long seed) {
    return "./firedrill run %s --seed %d%s".formatted(scenario, seed, faults ? " --faults" : "");
  }
}
