package dev.firedrill.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

  @Option(
      names = "--privileged",
      description = "With up: an engine that allows --privileged, which kind needs.")
  private boolean privileged;

  EngineCommand(Home home) {
    this.home = home;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (privileged && verb != Verb.UP) {
      throw new Refused(List.of("--privileged: means nothing to engine " + verb + ", only to up"));
    }
    String script = home.path().resolve("clusters/engine").toString();
    try {
      return new ProcessBuilder(argv(script)).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + script, e);
    }
  }

  private List<String> argv(String script) {
    return privileged
        ? List.of(script, verb.toString(), "--privileged")
        : List.of(script, verb.toString());
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
