package dev.firedrill.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code firedrill engine}: a Docker engine for a machine without one. */
@Command(
    name = "engine",
    description = "Starts, stops or shows the Docker engine of a machine that has none of its own.",
    mixinStandardHelpOptions = true)
final class EngineCommand implements Callable<Integer> {

  private final Home home;

  @Parameters(paramLabel = "up|down|status", description = "What to do.")
  private Verb verb = Verb.STATUS;

  EngineCommand(Home home) {
    this.home = home;
  }

  @Override
  public Integer call() throws InterruptedException {
    String script = home.path().resolve("clusters/engine").toString();
    try {
      return new ProcessBuilder(script, verb.toString()).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + script, e);
    }
  }

  /** What to do with the engine. */
  enum Verb {
    /** Start it. */
    UP,
    /** Stop it. */
    DOWN,
    /** Say whose engine answers. */
    STATUS;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
