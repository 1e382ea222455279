package dev.firedrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.history.History;
import dev.firedrill.verdict.Outcome;
import dev.firedrill.verdict.Verdict;
import io.qameta.allure.FileSystemResultsWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllureEvidenceTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path reports;

  @ParameterizedTest
  @CsvSource({"PASS, passed", "FAIL, failed", "INCONCLUSIVE, broken", "HARNESS_ERROR, broken"})
  void an_outcome_is_never_shown_better_than_it_is(Outcome outcome, String status) {
    RunFolder folder = write(SyntheticUpgrade.smooth(), Verdicts.of(outcome));
    assertThat(results(folder)).hasSize(2);
    assertThat(results(folder))
        .allSatisfy(
            result -> {
              assertThat(result.at("/status").asText()).isEqualTo(status);
              assertThat(result.at("/statusDetails/message").asText())
                  .isEqualTo(outcome + ": one: told by one");
            });
  }

  @Test
  void inconclusive_and_harness_error_fall_into_different_categories() throws IOException {
    RunFolder folder = write(SyntheticUpgrade.smooth(), Verdicts.pass());
    JsonNode categories = JSON.readTree(folder.allureResults().resolve("categories.json").toFile());
    for (Outcome outcome : List.of(Outcome.INCONCLUSIVE, Outcome.HARNESS_ERROR)) {
      String message = AllureNames.message(Verdicts.of(outcome).findings().get(0));
      List<String> names = new ArrayList<>();
      for (JsonNode category : categories) {
        if (category.at("/matchedStatuses/0").asText().equals("broken")
            && message.matches(category.at("/messageRegex").asText())) {
          names.add(category.at("/name").asText());
        }
      }
      assertThat(names).singleElement().asString().startsWith(outcome.name().substring(0, 7));
    }
  }

  @Test
  void the_scenario_holds_phases_steps_and_commands_with_the_times_of_the_history() {
    History history = SyntheticUpgrade.smooth();
    ObservedRun run = ObservedRun.of(RunDescriptions.upgrade(), history);
    JsonNode scenario = scenario(write(history, Verdicts.pass()));
    assertThat(scenario.at("/start").asLong()).isEqualTo(RunDescriptions.STARTED_AT.toEpochMilli());
    assertThat(names(scenario)).containsExactly("create", "before", "change");
    List<JsonNode> steps = new ArrayList<>();
    scenario.at("/steps").forEach(phase -> phase.at("/steps").forEach(steps::add));
    assertThat(steps).hasSameSizeAs(run.steps());
    for (int i = 0; i < steps.size(); i++) {
      DrillStep step = run.steps().get(i);
      assertThat(steps.get(i).at("/start").asLong()).isEqualTo(step.span().start().toEpochMilli());
      assertThat(steps.get(i).at("/stop").asLong()).isEqualTo(step.span().stop().toEpochMilli());
      assertThat(names(steps.get(i)))
          .contains(step.commands().get(0).node() + ": " + step.commands().get(0).line());
    }
  }

  @Test
  void a_step_that_did_not_end_is_interrupted_and_still_has_a_stop() {
    JsonNode scenario =
        scenario(write(SyntheticUpgrade.killed(), Verdicts.of(Outcome.INCONCLUSIVE)));
    JsonNode change = scenario.at("/steps/2");
    JsonNode last = change.at("/steps/" + (change.at("/steps").size() - 1));
    assertThat(last.at("/stage").asText()).isEqualTo("interrupted");
    assertThat(last.at("/status").asText()).isEqualTo("broken");
    assertThat(last.at("/stop").asLong()).isGreaterThan(last.at("/start").asLong());
  }

  @Test
  void charts_outputs_and_logs_are_attached_and_every_attachment_is_there() throws IOException {
    RunFolder folder = write(SyntheticUpgrade.smooth(), Verdicts.pass());
    JsonNode scenario = scenario(folder);
    List<String> attached = new ArrayList<>();
    scenario.at("/attachments").forEach(a -> attached.add(a.at("/name").asText()));
    assertThat(attached)
        .contains("Steps on each node", "run.json", "scenario.yaml", "logs/cp-1/kubelet.log");
    List<JsonNode> sources = scenario.findValues("source");
    assertThat(sources).hasSizeGreaterThan(attached.size());
    for (JsonNode source : sources) {
      assertThat(folder.allureResults().resolve(source.asText())).isNotEmptyFile();
    }
  }

  @Test
  void of_a_long_log_the_end_is_attached_with_a_note() throws IOException {
    RunFolder folder = SavedRun.of(reports, RunDescriptions.upgrade(), SyntheticUpgrade.smooth());
    Files.writeString(folder.logs().resolve("cp-1/kubelet.log"), "x".repeat(2_000_000) + "end");
    AllureEvidence.write(folder, SyntheticUpgrade.smooth(), Verdicts.pass());
    String source =
        scenario(folder).at("/attachments").findParents("name").stream()
            .filter(a -> a.at("/name").asText().equals("logs/cp-1/kubelet.log"))
            .map(a -> a.at("/source").asText())
            .findFirst()
            .orElseThrow();
    assertThat(Files.readString(folder.allureResults().resolve(source)))
        .hasSizeLessThan(600_000)
        .startsWith("[the first ")
        .endsWith("xend");
  }

  @Test
  void a_file_outside_of_the_run_is_never_attached() throws IOException {
    Files.writeString(reports.resolve("secret.txt"), "not of this run");
    AllureAttachments attachments =
        new AllureAttachments(new FileSystemResultsWriter(reports), reports.resolve("run"));
    assertThat(attachments.file("output", "../secret.txt", "text/plain")).isEmpty();
  }

  @Test
  void what_a_cluster_said_cannot_become_markup_in_the_report() {
    RunFolder folder = write(SyntheticUpgrade.troubled(), Verdicts.fail());
    for (JsonNode result : results(folder)) {
      List<JsonNode> shownAsHtml = new ArrayList<>(result.findValues("message"));
      shownAsHtml.addAll(result.findValues("value"));
      assertThat(shownAsHtml)
          .allSatisfy(text -> assertThat(text.asText()).doesNotContain("<", ">"));
      assertThat(result.findValues("description")).isEmpty();
    }
  }

  @Test
  void writing_again_leaves_the_same_files_with_the_same_content() {
    RunFolder folder = write(SyntheticUpgrade.troubled(), Verdicts.fail());
    Map<String, String> first = contents(folder.allureResults());
    AllureEvidence.write(folder, SyntheticUpgrade.troubled(), Verdicts.fail());
    assertThat(contents(folder.allureResults())).isEqualTo(first);
    AllureEvidence.write(folder, SyntheticUpgrade.troubled(), Verdicts.pass());
    assertThat(results(folder)).hasSize(1 + Verdicts.pass().findings().size());
  }

  @Test
  void the_environment_says_what_the_run_was_made_on() throws IOException {
    RunFolder folder = write(SyntheticUpgrade.smooth(), Verdicts.pass());
    assertThat(Files.readString(folder.allureResults().resolve("environment.properties")))
        .contains("Backend=kubeadm", "Simulated=false", "Seed=42", "Target.version=v1.30.4")
        .doesNotContain("#");
  }

  private RunFolder write(History history, Verdict verdict) {
    RunFolder folder = SavedRun.of(reports, RunDescriptions.upgrade(), history);
    AllureEvidence.write(folder, history, verdict);
    return folder;
  }

  private static JsonNode scenario(RunFolder folder) {
    return results(folder).stream()
        .filter(result -> result.at("/name").asText().equals("upgrade-1.29-to-1.30"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(JsonNode parent) {
    List<String> names = new ArrayList<>();
    parent.at("/steps").forEach(step -> names.add(step.at("/name").asText()));
    return names;
  }

  private static List<JsonNode> results(RunFolder folder) {
    List<JsonNode> results = new ArrayList<>();
    contents(folder.allureResults())
        .forEach(
            (name, content) -> {
              if (name.endsWith("-result.json")) {
                results.add(json(content));
              }
            });
    return results;
  }

  private static JsonNode json(String content) {
    try {
      return JSON.readTree(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> contents(Path folder) {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return contents;
  }
}
