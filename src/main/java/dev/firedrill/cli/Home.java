package dev.firedrill.cli;

import dev.firedrill.operations.StepVocabulary;
import dev.firedrill.scenario.Dialect;
import dev.firedrill.scenario.ScenarioLibrary;
import dev.firedrill.scenario.TopologyFile;
import java.nio.file.Path;

/**
 * Firedrill's own folder, with {@code scenarios/} and {@code clusters/} in it.
 *
 * @param path the folder
 */
record Home(Path path) {

  /** {@code FIREDRILL_HOME}, which the launcher sets, or else the working directory. */
  static Home find() {
    String home = System.getenv("FIREDRILL_HOME");
    return new Home(Path.of(home == null ? "" : home).toAbsolutePath().normalize());
  }

  ScenarioLibrary library() {
    return new ScenarioLibrary(path, StepVocabulary.steps(), TopologyFile::read);
  }

  /** The same, read for that backend's distribution. */
  ScenarioLibrary library(Backend backend) {
    Dialect dialect = Dialect.of(path, backend.distribution().name());
    return new ScenarioLibrary(path, StepVocabulary.steps(), dialect, TopologyFile::read);
  }

  /** Where runs are kept unless {@code --reports} says otherwise. */
  Path reports() {
    return path.resolve("reports");
  }
}
