package dev.firedrill.backend.simulated.shell;

import dev.firedrill.backend.simulated.machine.Invocation;
import dev.firedrill.backend.simulated.machine.Output;

/** The answer to an argument vector that nobody interprets: never a silent success. */
final class NotSimulated {

  private NotSimulated() {}

  static Output output(Invocation invocation) {
    return new Output(127, "", "not simulated: " + invocation.line() + "\n");
  }
}
