package dev.firedrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.DisasterBegun;
import dev.firedrill.history.Observation.DisasterConfirmed;
import dev.firedrill.history.Observation.RecoveryEnded;
import dev.firedrill.history.Observation.RecoverySeen;
import dev.firedrill.verdict.Finding;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

  @TempDir Path reports;

  @Test
  void the_verdict_comes_first_and_every_failing_summary_is_on_the_page_escaped() {
    String page = page(SyntheticUpgrade.troubled(), Verdicts.fail());
    String body = page.substring(page.indexOf("<body>"));
    assertThat(body).startsWith("<body><main>\n<header class=\"verdict fail\">");
    for (Finding finding : Verdicts.fail().findings()) {
      assertThat(body).contains(new Markup().text(finding.summary()).toString());
    }
    assertThat(page).doesNotContain("<script", "<shop/web-2>", "<refused>");
  }

  @Test
  void the_worst_findings_come_first_and_are_open() {
    String page = page(SyntheticUpgrade.troubled(), Verdicts.fail());
    assertThat(all("<details class=\"finding ([a-z-]+)\"( open)?", page))
        .containsExactly("fail open", "fail open", "inconclusive open", "pass", "pass");
  }

  @Test
  void a_pass_shows_every_checker_that_passed() {
    String page = page(SyntheticUpgrade.smooth(), Verdicts.pass());
    assertThat(all("<details class=\"finding (pass)\"", page))
        .hasSameSizeAs(Verdicts.pass().findings());
  }

  @Test
  void every_step_has_its_entry_and_every_link_within_the_page_its_target() {
    ObservedRun run = observed(SyntheticUpgrade.smooth());
    String page = page(SyntheticUpgrade.smooth(), Verdicts.pass());
    List<String> ids = all(" id=\"([^\"]+)\"", page);
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids.stream().filter(id -> id.startsWith("step-"))).hasSameSizeAs(run.steps());
    assertThat(ids).containsAll(all("href=\"#([^\"]+)\"", page));
  }

  @Test
  void the_page_needs_nothing_but_itself_and_links_only_files_of_the_run() {
    RunFolder folder = SavedRun.of(reports, RunDescriptions.upgrade(), SyntheticUpgrade.smooth());
    String page = page(folder, SyntheticUpgrade.smooth(), Verdicts.pass());
    assertThat(page).doesNotContain("src=", "<link", "@import", "url(");
    assertThat(all("(https?://[^\"]*)", page)).containsOnly("http://www.w3.org/2000/svg");
    List<String> links = all("href=\"([^#\"][^\"]*)\"", page);
    assertThat(links).contains("run.json", "history.jsonl", "logs/cp-1/kubelet.log");
    assertThat(links).allSatisfy(link -> assertThat(folder.path().resolve(link)).exists());
  }

  @Test
  void measured_figures_stand_beside_what_was_demanded() {
    String page = page(SyntheticUpgrade.troubled(), Verdicts.fail());
    assertThat(figure(page, "Longest gap of the API")).contains("12.4 s", "at most 10.0 s");
    assertThat(figure(page, "Row of the table")).contains("none", "a plain change");
  }

  @Test
  void of_a_disaster_the_recovery_is_measured_and_not_a_change() {
    Instant begun = RunDescriptions.upgrade().startedAt();
    History lostMember =
        new History(
            List.of(
                new DisasterBegun(begun, "fault", "lose-etcd-data", Map.of(), List.of(), List.of()),
                new DisasterConfirmed(begun.plusSeconds(2), "fault", "gone"),
                new RecoverySeen(begun.plusSeconds(35), true, "healthy"),
                new RecoveryEnded(begun.plusSeconds(45), true, "")));
    assertThat(figure(page(lostMember, "etcd-member"), "Recovery took"))
        .contains("33.0 s", "at most 30 min 00 s");
    assertThat(figure(page(lostMember, ""), "Recovery took"))
        .contains("33.0 s", "no bound is asserted");
    assertThat(figure(page(new History(List.of()), "etcd-member"), "Recovery took"))
        .contains("not measured");
    assertThat(figure(page(lostMember, "control-plane-node"), "API without an answer"))
        .contains("not measured", "at most 10.0 s");
    assertThat(page(lostMember, "etcd-member")).doesNotContain("<dt>Change took");
    assertThat(figure(page(lostMember, "etcd-member"), "Longest gap of the API"))
        .contains("at most 10.0 s beside the fault");
  }

  @Test
  void what_was_not_measured_is_not_shown_as_zero() {
    String page = page(new History(List.of()), Verdicts.of(Outcome.INCONCLUSIVE));
    assertThat(figure(page, "Failed requests of the workload")).contains("not measured");
    assertThat(figure(page, "Acknowledged writes lost")).contains("not measured");
  }

  @Test
  void an_interrupted_run_says_when_nobody_was_looking() {
    String page = page(SyntheticUpgrade.killed(), Verdicts.of(Outcome.INCONCLUSIVE));
    assertThat(page).contains("Firedrill was not running for 44.6 s, then the run was resumed");
    assertThat(page).contains("did not end");
  }

  @Test
  void simulated_figures_are_marked_simulated() {
    String marked = "Simulated. No real cluster was used";
    RunDescription real = RunDescriptions.upgrade();
    assertThat(page(SyntheticUpgrade.smooth(), Verdicts.pass())).doesNotContain(marked);
    RunFolder folder = SavedRun.of(reports, simulated(real), SyntheticUpgrade.smooth());
    assertThat(page(folder, SyntheticUpgrade.smooth(), Verdicts.pass())).contains(marked);
  }

  private String page(History history, Verdict verdict) {
    RunDescription description = RunDescriptions.upgrade();
    ObservedRun run = ObservedRun.of(description, history);
    return Page.of(run, verdict, Charts.of(run), new RunFiles(reports.resolve("none")));
  }

  private String page(History history, String row) {
    RunDescription upgrade = RunDescriptions.upgrade();
    ObservedRun run = ObservedRun.of(with(upgrade, row, "kubeadm"), history);
    return Page.of(run, Verdicts.pass(), Charts.of(run), new RunFiles(reports.resolve("none")));
  }

  private static String page(RunFolder folder, History history, Verdict verdict) {
    ObservedRun run = ObservedRun.of(folder.description(), history);
    return Page.of(run, verdict, Charts.of(run), new RunFiles(folder.path()));
  }

  private static ObservedRun observed(History history) {
    return ObservedRun.of(RunDescriptions.upgrade(), history);
  }

  private static RunDescription simulated(RunDescription run) {
    return with(run, run.row(), "simulated");
  }

  private static RunDescription with(RunDescription run, String row, String backend) {
    return new RunDescription(
        run.scenario(),
        run.scenarioSha256(),
        row,
        run.seed(),
        backend,
        backend.equals("simulated"),
        run.topology(),
        run.expectations(),
        run.load(),
        run.firedrillVersion(),
        run.gitCommit(),
        run.startedAt(),
        run.host());
  }

  private static String figure(String page, String name) {
    int start = page.indexOf("<dt>" + name);
    return page.substring(start, page.indexOf("</div>", start));
  }

  /** What the groups of every match hold, put together. */
  private static List<String> all(String regex, String text) {
    return Pattern.compile(regex).matcher(text).results().map(PageTest::groups).toList();
  }

  private static String groups(MatchResult match) {
    StringBuilder groups = new StringBuilder();
    for (int i = 1; i <= match.groupCount(); i++) {
      groups.append(match.group(i) == null ? "" : match.group(i));
    }
    return groups.toString();
  }
}
