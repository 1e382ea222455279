package dev.firedrill.cli;

import dev.firedrill.history.History;
import dev.firedrill.history.HistoryFile;
import dev.firedrill.report.DamagedRunFolder;
import dev.firedrill.report.RunDescription;
import dev.firedrill.report.RunFolder;
import dev.firedrill.verdict.Finding;
import dev.firedrill.verdict.Judge;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import dev.firedrill.verdict.VerdictFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code firedrill replay}: judges a saved run again, offline, and changes nothing in it. */
@Command(
    name = "replay",
    description = "Judges a saved run again; says where the verdict differs from the saved one.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

  @Mixin private Output output = new Output();

  @Parameters(paramLabel = "RUN_DIR", description = "The run's folder.")
  private Path folder = Path.of("");

  @Override
  public Integer call() {
    RunFolder run = open();
    RunDescription description = run.description();
    History history = HistoryFile.read(run.historyFile());
    Verdict verdict = new Judge().judge(history, description.expectations(), description.load());
    return output.end(
        Files.exists(run.verdictFile())
            ? Replay.against(VerdictFile.read(run.verdictFile()), verdict)
            : Replay.first(verdict));
  }

  private RunFolder open() {
    try {
      return RunFolder.open(folder);
    } catch (DamagedRunFolder e) {
      throw new Refused(e.problems().stream().map(problem -> folder + ": " + problem).toList());
    }
  }

  /**
   * What judging again gave.
   *
   * @param verdict the verdict now
   * @param saved whether there was a saved one
   * @param differences where the two differ
   * @param findings every finding that is not a pass
   */
  record Replay(Outcome verdict, boolean saved, List<String> differences, List<Finding> findings)
      implements Ending {

    static Replay against(Verdict before, Verdict now) {
      return new Replay(
          now.outcome(), true, now.differencesFrom(before), RunSummary.notPassed(now));
    }

    static Replay first(Verdict now) {
      return new Replay(now.outcome(), false, List.of(), RunSummary.notPassed(now));
    }

    @Override
    public int exitCode() {
      return verdict.exitCode();
    }

    @Override
    public List<String> lines() {
      List<String> lines = new java.util.ArrayList<>();
      lines.add("verdict    " + verdict + ", " + compared());
      differences.forEach(difference -> lines.add("  " + difference));
      findings.forEach(finding -> lines.add(RunSummary.line(finding)));
      return lines;
    }

    private String compared() {
      if (!saved) {
        return "none had been saved";
      }
      return differences.isEmpty() ? "the same as saved" : "which differs from the saved one:";
    }
  }
}
