package dev.firedrill.cli;

/** What the process ends with; a verdict has its own codes, see {@code verdict.Outcome}. */
final class ExitCode {

  /** What was asked for was done. */
  static final int OK = 0;

  /** Nothing can be said: what is needed is not there. */
  static final int INCONCLUSIVE = 2;

  /** The command, or a file that it names, is wrong (EX_USAGE of sysexits.h). */
  static final int USAGE = 64;

  /** Firedrill itself failed (EX_SOFTWARE of sysexits.h). */
  static final int HARNESS_ERROR = 70;

  private ExitCode() {}
}
