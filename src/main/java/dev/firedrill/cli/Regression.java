package dev.firedrill.cli;

import dev.firedrill.scenario.RegressionFile;
import dev.firedrill.scenario.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A failing seed, its schedule made small, as a scenario file.
 *
 * @param seed the seed
 * @param faults how many faults are left
 * @param file the scenario file
 * @param text what is in it
 * @param trace the trace of its drill
 * @param replay the command that drills it again, with a report
 */
record Regression(long seed, int faults, String file, String text, String trace, String replay) {

  /** Writes the file into a folder. */
  static Regression of(Scenario scenario, SeedResult shrunk, Path folder) {
    String name = "%s-seed-%d".formatted(scenario.name(), shrunk.seed());
    String text = RegressionFile.text(scenario, name, shrunk.schedule(), shrunk.finding());
    Path file = folder.resolve(name + ".yaml");
    try {
      Files.createDirectories(folder);
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the shrunk scenario " + file, e);
    }
    return new Regression(
        shrunk.seed(),
        shrunk.schedule().faults().size(),
        file.toString(),
        text,
        shrunk.trace(),
        "./firedrill run " + file);
  }

  /** For somebody who reads. */
  List<String> lines() {
    return List.of(
        "seed %d shrunk to %d faults: %s".formatted(seed, faults, file),
        text.stripTrailing().indent(2).stripTrailing(),
        "  replay: " + replay);
  }
}
