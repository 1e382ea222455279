package dev.firedrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.history.HistoryFile;
import dev.firedrill.verdict.VerdictFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

  @TempDir Path reports;

  @Test
  void a_run_gets_its_verdict_its_page_and_an_allure_report_that_opens_from_disk()
      throws IOException {
    History history = SyntheticUpgrade.smooth();
    RunFolder folder = SavedRun.of(reports, RunDescriptions.upgrade(), history);

    WrittenReport written = new Report().write(folder, history, Verdicts.pass());

    assertThat(written.allureProblem()).isEmpty();
    assertThat(VerdictFile.read(folder.verdictFile())).isEqualTo(Verdicts.pass());
    assertThat(written.page()).content().contains("href=\"allure-report/index.html\"");
    assertThat(folder.charts()).isDirectoryContaining("glob:**timeline.svg");
    String allure = Files.readString(written.allureReport());
    assertThat(allure).contains("data/suites.json").doesNotContain("googletagmanager");
    assertThat(allure).doesNotContainPattern("(src|href)=\"(?!data:)[^#\"]");
  }

  @Test
  void a_replay_replaces_the_report_and_leaves_what_was_recorded() throws IOException {
    History history = SyntheticUpgrade.troubled();
    RunFolder folder = SavedRun.of(reports, RunDescriptions.upgrade(), history);
    byte[] recorded = Files.readAllBytes(folder.historyFile());
    Report report = new Report(null);
    report.write(folder, history, Verdicts.pass());
    report.write(folder, history, Verdicts.fail());
    String page = Files.readString(folder.page());

    RunFolder opened = RunFolder.open(folder.path());
    report.write(opened, HistoryFile.read(opened.historyFile()), Verdicts.fail());

    assertThat(folder.page()).content().isEqualTo(page).contains("verdict fail");
    assertThat(folder.historyFile()).hasBinaryContent(recorded);
  }

  @Test
  void without_allure_the_page_is_written_and_an_old_allure_report_is_not_left()
      throws IOException {
    History history = SyntheticUpgrade.smooth();
    RunFolder folder = SavedRun.of(reports, RunDescriptions.upgrade(), history);
    Files.createDirectories(folder.allureReport());
    Files.writeString(folder.allureReport().resolve("index.html"), "of an earlier verdict");

    WrittenReport written = new Report(null).write(folder, history, Verdicts.pass());

    assertThat(written.allureProblem()).contains("not installed").contains("Next:");
    assertThat(folder.allureReport()).doesNotExist();
    assertThat(written.page()).content().doesNotContain("allure-report/index.html");
  }

  @Test
  void an_allure_that_fails_is_quoted_and_costs_nothing_else() {
    History history = SyntheticUpgrade.smooth();
    RunFolder folder = SavedRun.of(reports, RunDescriptions.upgrade(), history);

    WrittenReport written =
        new Report(new AllureHtml(reports.resolve("nowhere")))
            .write(folder, history, Verdicts.pass());

    assertThat(written.allureProblem()).contains("ClassNotFoundException").contains("Next:");
    assertThat(written.page()).exists();
  }

  @Test
  void a_report_of_a_clean_run_holds_no_secret() {
    History history = SyntheticUpgrade.troubled();
    RunFolder folder = SavedRun.of(reports, RunDescriptions.upgrade(), history);
    new Report(null).write(folder, history, Verdicts.fail());
    SecretScan.run(folder.path());
  }
}
