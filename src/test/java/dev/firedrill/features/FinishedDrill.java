package dev.firedrill.features;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.cli.Firedrill;
import dev.firedrill.history.History;
import dev.firedrill.history.HistoryFile;
import dev.firedrill.operations.StepVocabulary;
import dev.firedrill.report.RunFolder;
import dev.firedrill.scenario.Dialect;
import dev.firedrill.scenario.ScenarioFile;
import dev.firedrill.scenario.ScenarioLibrary;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.verdict.Finding;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import dev.firedrill.verdict.VerdictFile;
import io.qameta.allure.Allure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A drill that was run to its end.
 *
 * @param scenario its name
 * @param folder what it left behind
 * @param history what was observed
 * @param verdict its verdict
 */
record FinishedDrill(String scenario, RunFolder folder, History history, Verdict verdict) {

  static final Path HOME = Path.of("").toAbsolutePath();

  /** Real machines, unless the build says otherwise. */
  private static final String BACKEND = System.getProperty("firedrill.backend", "kubeadm");

  /** Of simulated drills: equal seeds, equal runs. */
  private static final String SEED = "1";

  static final Path REPORTS = HOME.resolve("target").resolve("drills");

  /**
   * Runs the drill.
   *
   * @throws TestAbortedException with the reason where this machine cannot, unless {@code
   *     FIREDRILL_REQUIRE_CONTAINERS} is set
   */
  static FinishedDrill run(String scenario, String... more) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    List<String> argv = new ArrayList<>(arguments(scenario));
    argv.addAll(List.of(more));
    int status =
        Firedrill.run(new PrintWriter(out), new PrintWriter(err), argv.toArray(String[]::new));
    if (out.toString().isBlank()) {
      throw notRun(scenario, status, err.toString().strip());
    }
    Allure.addAttachment("progress", err.toString());
    Allure.addAttachment("summary", "application/json", out.toString());
    RunFolder folder = RunFolder.open(Path.of(json(out.toString()).path("folder").asText()));
    attachPage(folder);
    return new FinishedDrill(
        scenario,
        folder,
        HistoryFile.read(folder.historyFile()),
        VerdictFile.read(folder.verdictFile()));
  }

  /** What a drill is run with. */
  static List<String> arguments(String scenario) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                scenario,
                "--backend",
                BACKEND,
                "--reports",
                REPORTS.toString(),
                "--output",
                "json"));
    if (BACKEND.equals("simulated")) {
      arguments.addAll(List.of("--seed", SEED));
    }
    return arguments;
  }

  /** The release that the backend has for one of Kubernetes. */
  static String release(String version) {
    return Dialect.of(HOME, BACKEND).releases().named(version).toString();
  }

  private static RuntimeException notRun(String scenario, int status, String why) {
    if (why.contains(": not applicable to ")) {
      return new TestAbortedException(why);
    }
    boolean cannotHere = status == Outcome.INCONCLUSIVE.exitCode();
    if (cannotHere && System.getenv("FIREDRILL_REQUIRE_CONTAINERS") == null) {
      return new TestAbortedException("drill " + scenario + " cannot be run here: " + why);
    }
    return new IllegalStateException(
        "drill " + scenario + " was not run, status " + status + ": " + why);
  }

  List<Finding> notPassed() {
    return verdict.findings().stream()
        .filter(finding -> finding.outcome() != Outcome.PASS)
        .toList();
  }

  /** Every sentence of the findings that failed. */
  List<String> failures() {
    return verdict.findings().stream()
        .filter(finding -> finding.outcome() == Outcome.FAIL)
        .flatMap(
            finding ->
                Stream.concat(
                    Stream.of(finding.summary()),
                    finding.evidence().stream().map(line -> line.object() + ": " + line.seen())))
        .toList();
  }

  /** The reason that the scenario's author gives. */
  String expectedReason() {
    ScenarioLibrary library =
        new ScenarioLibrary(
            HOME, StepVocabulary.steps(), Dialect.of(HOME, BACKEND), TopologyFile::read);
    return ScenarioFile.read(library.scenario(scenario), library).require().expected().reason();
  }

  private static void attachPage(RunFolder folder) {
    try {
      Allure.addAttachment("report", "text/html", Files.readString(folder.page()), ".html");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder.page(), e);
    }
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("firedrill run printed no JSON: " + text, e);
    }
  }
}
