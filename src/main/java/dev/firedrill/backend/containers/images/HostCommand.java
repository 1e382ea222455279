package dev.firedrill.backend.containers.images;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A program to run on the building machine.
 *
 * @param argv the program and its arguments
 * @param directory where it runs
 * @param environment what is set beside this process's own environment
 */
record HostCommand(List<String> argv, Path directory, Map<String, String> environment) {

  /** Copies the arguments and the environment. */
  public HostCommand {
    argv = List.copyOf(argv);
    environment = Map.copyOf(environment);
  }

  /** A program run where this process runs. */
  public static HostCommand of(String... argv) {
    return of(List.of(argv));
  }

  /** A program run where this process runs. */
  public static HostCommand of(List<String> argv) {
    return new HostCommand(argv, Path.of("."), Map.of());
  }

  /** The same program in that directory. */
  public HostCommand in(Path folder) {
    return new HostCommand(argv, folder, environment);
  }

  /** The same program with one more variable. */
  public HostCommand with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new HostCommand(argv, directory, more);
  }

  @Override
  public String toString() {
    return String.join(" ", argv);
  }
}
