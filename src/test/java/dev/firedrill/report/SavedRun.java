package dev.firedrill.report;

import dev.firedrill.history.History;
import dev.firedrill.history.HistoryFile;
import dev.firedrill.history.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Run folders as a drill leaves them, with what its commands printed. */
final class SavedRun {

  private SavedRun() {}

  static RunFolder of(Path reports, RunDescription description, History history) {
    RunFolder folder = RunFolder.create(reports, description, RunDescriptions.SCENARIO_TEXT);
    try (HistoryFile file = HistoryFile.open(folder.historyFile())) {
      history.observations().forEach(file::record);
    }
    try {
      for (Observation.CommandRun run : history.of(Observation.CommandRun.class).toList()) {
        if (!run.output().isEmpty()) {
          Files.writeString(
              folder.path().resolve(run.output()), "[upgrade] \u001b[1mdone\u001b[0m <ok>\n");
        }
      }
      Files.createDirectories(folder.logs().resolve("cp-1"));
      Files.writeString(folder.logs().resolve("cp-1/kubelet.log"), "I1122 node \"cp-1\" ready\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }
}
