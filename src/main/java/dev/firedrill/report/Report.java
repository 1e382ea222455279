package dev.firedrill.report;

import dev.firedrill.history.History;
import dev.firedrill.verdict.Verdict;
import dev.firedrill.verdict.VerdictFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes everything that people read of a run: verdict, Allure results and report, charts and page.
 * Writing again, after a replay or with a newer program, replaces them; what was recorded is not
 * touched.
 */
public final class Report {

  private final @Nullable AllureHtml allure;

  /** Makes Allure's HTML with the installation beside the program, where there is one. */
  public Report() {
    this(AllureHtml.besideProgram().orElse(null));
  }

  Report(@Nullable AllureHtml allure) {
    this.allure = allure;
  }

  /**
   * Writes the report into the run's folder.
   *
   * @return where it is, and why Allure's part of it is missing where it is
   * @throws UncheckedIOException naming the file that could not be read or written
   */
  public WrittenReport write(RunFolder folder, History history, Verdict verdict) {
    VerdictFile.write(folder.verdictFile(), verdict);
    ObservedRun run = ObservedRun.of(folder.description(), history);
    Charts charts = Charts.of(run);
    writeCharts(folder, charts);
    new AllureEvidence(folder, run, verdict, charts).write();
    String problem = makeAllureHtml(folder);
    String page = Page.of(run, verdict, charts, new RunFiles(folder.path()));
    writeString(folder.page(), page);
    return new WrittenReport(folder.page(), folder.allureReport().resolve("index.html"), problem);
  }

  private String makeAllureHtml(RunFolder folder) {
    Folders.delete(folder.allureReport());
    if (allure == null) {
      return "Allure is not installed beside the program. Next: build it with \"mvn package\"";
    }
    try {
      allure.generate(folder.allureResults(), folder.allureReport());
      return "";
    } catch (AllureNotGenerated e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void writeCharts(RunFolder folder, Charts charts) {
    Folders.empty(folder.charts());
    for (Chart chart : charts.all()) {
      writeString(folder.charts().resolve(chart.name() + ".svg"), chart.svg());
    }
  }

  private static void writeString(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
