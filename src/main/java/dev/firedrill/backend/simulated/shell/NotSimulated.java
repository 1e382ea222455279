package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;

/** The answer to an argument vector that nobody interprets: never a silent success. */
final class NotSimulated {

  /** How it ends. */
  static final int EXIT_CODE = 127;

  private NotSimulated() {}

  static Output output(Invocation invocation) {
    return new Output(EXIT_CODE, "", "not simulated: " + invocation.line() + "\n");
  }
}
