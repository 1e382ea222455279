package dev.firedrill.report;

import dev.firedrill.history.*;
import dev.firedrill.verdict.*;
import java.nio.file.*;
import org.junit.jupiter.api.Test;

class TryReport {
  @Test
  void make() throws Exception {
    Path base = Path.of("/tmp/try-report");
    Folders.delete(base);
    one(base.resolve("smooth"), SyntheticUpgrade.smooth(), Verdicts.pass());
    one(base.resolve("troubled"), SyntheticUpgrade.troubled(), Verdicts.fail());
    History k = SyntheticUpgrade.killed();
    RunDescription d = RunDescriptions.upgrade();
    one(base.resolve("killed"), k, new Judge().judge(k, d.expectations(), d.load()));
  }

  void one(Path p, History h, Verdict v) throws Exception {
    RunFolder f = RunFolder.create(p, RunDescriptions.upgrade(), RunDescriptions.SCENARIO_TEXT);
    try (HistoryFile hf = HistoryFile.open(f.historyFile())) {
      h.observations().forEach(hf::record);
    }
    for (var c : (Iterable<Observation.CommandRun>) h.of(Observation.CommandRun.class)::iterator)
      if (!c.output().isEmpty())
        Files.writeString(
            f.path().resolve(c.output()),
            "[upgrade] Reading configuration from the cluster...\n<ok> & done\n");
    Files.createDirectories(f.logs().resolve("cp-1"));
    Files.writeString(f.logs().resolve("cp-1/kubelet.log"), "log\n");
    System.err.println(
        new Report(
                AllureHtml.besideProgram()
                    .orElse(new AllureHtml(Path.of("/work/main/target/allure/allure-2.34.1"))))
            .write(f, h, v));
  }
}
