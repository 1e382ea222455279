package dev.firedrill.backend.simulated.machine;

import java.util.List;

/**
 * A program being run.
 *
 * @param machine where
 * @param argv the program and its arguments
 * @param time the time it may take
 */
public record Invocation(Machine machine, List<String> argv, CommandTime time) {

  /** Copies the arguments. */
  public Invocation {
    argv = List.copyOf(argv);
  }

  /** The same machine and time, another program. */
  public Invocation of(List<String> other) {
    return new Invocation(machine, other, time);
  }

  /** The line as an operator would type it. */
  public String line() {
    return String.join(" ", argv);
  }

  /** The argument at that place, or empty. */
  public String argument(int index) {
    return index < argv.size() ? argv.get(index) : "";
  }
}
