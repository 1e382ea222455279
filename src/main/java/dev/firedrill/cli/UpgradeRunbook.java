package dev.firedrill.cli;

import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.operations.StepVocabulary;
import dev.firedrill.scenario.Dialect;
import dev.firedrill.scenario.Scenario;
import dev.firedrill.scenario.ScenarioFile;
import dev.firedrill.scenario.ScenarioLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The upgrade of a real cluster: the steps of the scenario upgrade-1.29-to-1.30, without its load,
 * written out as a scenario of that cluster, which the run's folder keeps.
 */
final class UpgradeRunbook {

  private static final String TEMPLATE = "upgrade.yaml";

  private final ScenarioLibrary library;
  private final Topology topology;

  UpgradeRunbook(Home home, String distribution, Topology topology) {
    this.topology = topology;
    this.library =
        new ScenarioLibrary(
            home.path(),
            StepVocabulary.steps(),
            Dialect.of(home.path(), distribution),
            file -> topology);
  }

  /** That of an upgrade that begins now. */
  Scenario of(Version from, Version to) {
    String text =
        template()
            .replace("$name", topology.name())
            .replace("$from", from.toString())
            .replace("$to", to.toString())
            .replace("$gap", topology.otherControlPlanes().isEmpty() ? "2m" : "10s");
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Path file = Files.writeString(folder.path().resolve(TEMPLATE), text);
      return read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the runbook of the upgrade", e);
    }
  }

  /**
   * That of an upgrade that was begun.
   *
   * @throws dev.firedrill.scenario.ProblemsFound where the file is not what a run keeps
   */
  Scenario read(Path file) {
    return ScenarioFile.read(file, library).require();
  }

  private static String template() {
    try (InputStream stream = UpgradeRunbook.class.getResourceAsStream(TEMPLATE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
