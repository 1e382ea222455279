package dev.firedrill.cli;

import dev.firedrill.history.HistoryFile;
import dev.firedrill.report.DamagedRunFolder;
import dev.firedrill.report.RunDescription;
import dev.firedrill.report.RunFolder;
import dev.firedrill.verdict.VerdictFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What docs/distributions.md keeps of a run on a real cluster: one line of its list of runs.
 *
 * @param measured the recovery, or else the change; empty where the scenario measures neither
 * @param commit what Firedrill was built from, shortened; may be empty
 */
record KeptRun(
    String scenario,
    String backend,
    String startedAt,
    String verdict,
    String measured,
    String dataLoss,
    String commit) {

  private static final String SEPARATOR = " | ";
  private static final int FACTS = 7;

  /** As the page has it. */
  String line() {
    return "| `%s` | %s |"
        .formatted(
            scenario,
            String.join(
                SEPARATOR,
                backend,
                startedAt,
                verdict,
                orNone(measured),
                dataLoss,
                orNone(commit)));
  }

  /** A line of the page, where it is one of a run. */
  static Optional<KeptRun> parse(String line) {
    if (!line.startsWith("| `") || !line.endsWith(" |")) {
      return Optional.empty();
    }
    String[] facts = line.substring(2, line.length() - 2).split(" \\| ", -1);
    return facts.length == FACTS
        ? Optional.of(
            new KeptRun(
                facts[0].replace("`", ""),
                facts[1],
                facts[2],
                facts[3],
                orEmpty(facts[4]),
                facts[5],
                orEmpty(facts[6])))
        : Optional.empty();
  }

  /**
   * The runs below a folder of reports that were on real clusters and came to their verdict.
   *
   * @throws DamagedRunFolder naming one that cannot be read
   */
  static List<KeptRun> below(Path reports) {
    try (Stream<Path> folders = Files.walk(reports, 3)) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("run.json")))
          .sorted()
          .flatMap(folder -> read(folder).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for runs below " + reports, e);
    }
  }

  /** The cell of a table: verdict and time. */
  String cell() {
    return measured.isEmpty() ? verdict : verdict + ", " + measured;
  }

  /** A damaged run is not passed over: an earlier one of its scenario would pass for the newest. */
  private static Optional<KeptRun> read(Path path) {
    if (!Files.exists(path.resolve("verdict.json"))) {
      return Optional.empty();
    }
    RunFolder folder = RunFolder.open(path);
    RunDescription run = folder.description();
    if (run.simulated()) {
      return Optional.empty();
    }
    RunSummary summary =
        RunSummary.of(
            new DrillResult(
                folder,
                HistoryFile.read(folder.historyFile()),
                VerdictFile.read(folder.verdictFile()),
                ""));
    return Optional.of(
        new KeptRun(
            run.scenario(),
            run.backend(),
            run.startedAt().truncatedTo(ChronoUnit.SECONDS).toString(),
            summary.verdict().toString(),
            summary.measured().equals("nothing") ? "" : summary.measured(),
            summary.dataLoss().replace(" acknowledged writes", ""),
            run.gitCommit().substring(0, Math.min(7, run.gitCommit().length()))));
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "-" : text;
  }

  private static String orEmpty(String text) {
    return text.equals("-") ? "" : text;
  }
}
