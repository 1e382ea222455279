package dev.firedrill.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.firedrill.history.History;
import dev.firedrill.history.HistoryFile;
import dev.firedrill.history.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks over the parts of a saved run that a verdict rests on, and names all that is wrong. */
final class RunFolderCheck {

  private final Path folder;
  private final List<String> problems = new ArrayList<>();

  RunFolderCheck(Path folder) {
    this.folder = folder;
  }

  /**
   * What the run is of.
   *
   * @throws DamagedRunFolder where any part is missing or damaged
   */
  RunDescription description() {
    if (!Files.isDirectory(folder)) {
      throw new DamagedRunFolder(folder, List.of("there is no such folder"));
    }
    Optional<RunDescription> description = readDescription();
    Optional<String> scenario = readScenario();
    Optional<History> history = readHistory();
    description.ifPresent(
        run -> {
          scenario.ifPresent(text -> compareScenario(run, text));
          history.ifPresent(seen -> compareHistory(run, seen));
        });
    if (!problems.isEmpty()) {
      throw new DamagedRunFolder(folder, problems);
    }
    return description.orElseThrow();
  }

  private Optional<RunDescription> readDescription() {
    Path file = folder.resolve("run.json");
    if (isMissing(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ReportJson.read(file, RunDescription.class));
    } catch (JsonProcessingException e) {
      problems.add("run.json does not describe a run: " + e.getOriginalMessage());
    } catch (IOException e) {
      problems.add("run.json cannot be read: " + e.getMessage());
    }
    return Optional.empty();
  }

  private Optional<String> readScenario() {
    Path file = folder.resolve("scenario.yaml");
    if (isMissing(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      problems.add("scenario.yaml cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<History> readHistory() {
    Path file = folder.resolve("history.jsonl");
    if (isMissing(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(HistoryFile.read(file));
    } catch (UncheckedIOException e) {
      problems.add("history.jsonl is damaged: " + e.getCause().getMessage());
      return Optional.empty();
    }
  }

  private void compareScenario(RunDescription run, String text) {
    String digest = RunDescription.sha256(text);
    if (!digest.equals(run.scenarioSha256())) {
      problems.add(
          "scenario.yaml was changed after the run: run.json has the digest %s, the file's is %s"
              .formatted(run.scenarioSha256(), digest));
    }
  }

  private void compareHistory(RunDescription run, History history) {
    if (history.observations().isEmpty()) {
      problems.add("history.jsonl is empty");
      return;
    }
    if (!(history.observations().get(0) instanceof Observation.RunStarted start)) {
      problems.add("history.jsonl does not begin with the start of the run");
      return;
    }
    if (!start.scenario().equals(run.scenario()) || start.seed() != run.seed().value()) {
      problems.add(
          "history.jsonl is of another run: %s with seed %d, run.json says %s with seed %s"
              .formatted(start.scenario(), start.seed(), run.scenario(), run.seed()));
    }
  }

  private boolean isMissing(Path file) {
    if (Files.isRegularFile(file)) {
      return false;
    }
    problems.add(file.getFileName() + " is missing");
    return true;
  }
}
