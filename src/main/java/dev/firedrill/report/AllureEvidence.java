package dev.firedrill.report;

import dev.firedrill.history.History;
import dev.firedrill.verdict.Evidence;
import dev.firedrill.verdict.Finding;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import io.qameta.allure.AllureResultsWriter;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.Attachment;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.StepResult;
import io.qameta.allure.model.TestResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a run as Allure results: one test for the scenario, with its phases, steps and commands,
 * and one for each checker's finding. PASS is passed, FAIL failed, HARNESS_ERROR and INCONCLUSIVE
 * are broken, each in a category of its own. Every time is the history's; the same run gives the
 * same files.
 */
public final class AllureEvidence {

  private static final String PACKAGE = "firedrill";

  private final RunFolder folder;
  private final ObservedRun run;
  private final Verdict verdict;
  private final Charts charts;
  private final AllureResultsWriter results;
  private final AllureAttachments attachments;

  AllureEvidence(RunFolder folder, ObservedRun run, Verdict verdict, Charts charts) {
    this.folder = folder;
    this.run = run;
    this.verdict = verdict;
    this.charts = charts;
    this.results = new FileSystemResultsWriter(folder.allureResults());
    this.attachments = new AllureAttachments(results, folder.path());
  }

  /**
   * Writes the results of a run into its folder, in the place of any that are there.
   *
   * @throws java.io.UncheckedIOException naming the file that could not be read or written
   */
  public static void write(RunFolder folder, History history, Verdict verdict) {
    ObservedRun run = ObservedRun.of(folder.description(), history);
    new AllureEvidence(folder, run, verdict, Charts.of(run)).write();
  }

  void write() {
    Folders.empty(folder.allureResults());
    results.write(scenario());
    verdict.findings().forEach(finding -> results.write(finding(finding)));
    new AllureContext(run, verdict).write(folder.allureResults());
  }

  private TestResult scenario() {
    return test("scenario", run.description().scenario())
        .setName(run.description().scenario())
        .setStatus(AllureNames.status(verdict.outcome()))
        .setStatusDetails(new StatusDetails().setMessage(worst(verdict)))
        .setDescriptionHtml(new Markup().leaf("p", description()).toString())
        .setSteps(new AllureSteps(run, attachments).phases())
        .setAttachments(scenarioAttachments());
  }

  /** The summaries of all findings that are not a pass, the worst first; of all where none is. */
  private static String worst(Verdict verdict) {
    List<Finding> told =
        verdict.findings().stream().filter(f -> f.outcome() != Outcome.PASS).toList();
    return (told.isEmpty() ? verdict.findings() : told)
        .stream()
            .sorted(Comparator.comparing(Finding::outcome).reversed())
            .map(AllureNames::message)
            .collect(Collectors.joining("\n"));
  }

  /** Allure shows a description as HTML, so it must be escaped. */
  private String description() {
    RunDescription description = run.description();
    return "%s%s backend, seed %s, topology %s, to %s"
        .formatted(
            description.simulated() ? "SIMULATED: " : "",
            description.backend(),
            description.seed(),
            description.topology().name(),
            description.expectations().version());
  }

  private List<Attachment> scenarioAttachments() {
    List<Attachment> all = new ArrayList<>();
    charts.all().forEach(chart -> all.add(attachments.chart(chart)));
    for (String json : List.of("verdict.json", "run.json")) {
      attachments.file(json, json, "application/json").ifPresent(all::add);
    }
    attachments.file("scenario.yaml", "scenario.yaml", "text/plain").ifPresent(all::add);
    for (String log : new RunFiles(folder.path()).below("logs")) {
      attachments.file(log, log, "text/plain").ifPresent(all::add);
    }
    return all;
  }

  private TestResult finding(Finding finding) {
    return test("finding", finding.checker())
        .setName(finding.checker())
        .setStatus(AllureNames.status(finding.outcome()))
        .setStatusDetails(new StatusDetails().setMessage(AllureNames.message(finding)))
        .setSteps(finding.evidence().stream().map(one -> evidence(finding, one)).toList());
  }

  private StepResult evidence(Finding finding, Evidence evidence) {
    long at = evidence.at().toEpochMilli();
    return new StepResult()
        .setName(
            "%s %s: %s"
                .formatted(run.course().offset(evidence.at()), evidence.object(), evidence.seen()))
        .setStatus(AllureNames.status(finding.outcome()))
        .setStage(Stage.FINISHED)
        .setStart(at)
        .setStop(at);
  }

  private TestResult test(String kind, String name) {
    RunDescription description = run.description();
    String backend = description.backend();
    return new TestResult()
        .setUuid(AllureNames.uuid(kind, name))
        .setHistoryId(AllureNames.uuid(description.scenario(), backend, kind, name))
        .setTestCaseId(AllureNames.uuid(description.scenario(), kind, name))
        .setFullName("%s.%s.%s".formatted(PACKAGE, description.scenario(), name))
        .setStage(Stage.FINISHED)
        .setStart(run.course().whole().start().toEpochMilli())
        .setStop(run.course().whole().stop().toEpochMilli())
        .setParameters(
            List.of(
                new Parameter().setName("backend").setValue(backend),
                new Parameter().setName("seed").setValue(description.seed().toString())))
        .setLabels(labels(kind));
  }

  private List<Label> labels(String kind) {
    RunDescription description = run.description();
    String suite = kind.equals("scenario") ? "The drill" : "Findings";
    return List.of(
        label("parentSuite", description.scenario()),
        label("suite", suite),
        label("epic", description.scenario()),
        label("feature", suite),
        label("package", PACKAGE + "." + description.scenario()),
        label("host", description.backend()),
        label("thread", suite),
        label("framework", PACKAGE),
        label("language", "java"));
  }

  private static Label label(String name, String value) {
    return new Label().setName(name).setValue(value);
  }
}
