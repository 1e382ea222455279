package dev.firedrill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.firedrill.history.HistoryFile;
import dev.firedrill.history.Observation;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

  private static final Instant AT = RunDescriptions.STARTED_AT;

  @TempDir Path reports;

  @Test
  void a_run_is_found_again_as_it_was_described() {
    RunFolder folder = create(AT);
    record(folder, started(42), new Observation.RunEnded(AT));

    assertThat(folder.path())
        .isEqualTo(reports.resolve("upgrade-1.29-to-1.30/20261122T193000Z-42"));
    assertThat(RunFolder.open(folder.path()).description()).isEqualTo(RunDescriptions.upgrade());
    assertThat(folder.scenarioFile()).hasContent(RunDescriptions.SCENARIO_TEXT);
  }

  @Test
  void a_second_run_never_writes_into_the_folder_of_the_first() {
    create(AT);
    assertThatThrownBy(() -> create(AT))
        .hasMessageContaining("there is a run in")
        .hasMessageContaining("20261122T193000Z-42 already");
  }

  @Test
  void a_scenario_that_is_not_the_one_described_is_refused() {
    assertThatThrownBy(
            () -> RunFolder.create(reports, RunDescriptions.upgrade(), "name: another\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(RunDescription.sha256("name: another\n"));
    assertThat(reports).isEmptyDirectory();
  }

  @Test
  void everything_missing_or_damaged_is_named_at_once() throws IOException {
    RunFolder folder = create(AT);
    Files.writeString(folder.path().resolve("run.json"), "{\"scenario\": \"x\"}");
    Files.delete(folder.scenarioFile());
    Files.writeString(folder.historyFile(), "{\"kind\":\"made-up\"}\n");

    DamagedRunFolder damaged =
        catchThrowableOfType(DamagedRunFolder.class, () -> RunFolder.open(folder.path()));

    assertThat(damaged.problems()).hasSize(3);
    assertThat(damaged)
        .hasMessageContaining("run.json does not describe a run")
        .hasMessageContaining("scenarioSha256")
        .hasMessageContaining("scenario.yaml is missing")
        .hasMessageContaining("history.jsonl line 1 is not an observation")
        .hasMessageContaining("Next:");
  }

  @Test
  void a_scenario_changed_after_the_run_and_a_history_of_another_run_are_damage()
      throws IOException {
    RunFolder folder = create(AT);
    record(folder, started(7));
    Files.writeString(folder.scenarioFile(), "# eased afterwards\n", StandardOpenOption.APPEND);

    assertThatThrownBy(() -> RunFolder.open(folder.path()))
        .isInstanceOf(DamagedRunFolder.class)
        .hasMessageContaining("scenario.yaml was changed after the run")
        .hasMessageContaining("history.jsonl is of another run: upgrade-1.29-to-1.30 with seed 7");
  }

  @Test
  void a_folder_that_is_not_there_is_named() {
    assertThatThrownBy(() -> RunFolder.open(reports.resolve("nowhere")))
        .isInstanceOf(DamagedRunFolder.class)
        .hasMessageContaining("nowhere: there is no such folder");
  }

  @Test
  void the_newest_run_that_never_ended_is_the_one_to_resume() {
    record(create(AT), started(42));
    RunFolder newest = create(AT.plusSeconds(60));
    record(newest, started(42));
    record(create(AT.plusSeconds(120)), started(42), new Observation.RunEnded(AT));
    create(AT.plusSeconds(180));

    assertThat(RunFolder.newestUnfinished(reports, "upgrade-1.29-to-1.30")).contains(newest.path());
    assertThat(RunFolder.newestUnfinished(reports, "never-run")).isEmpty();
  }

  @Test
  void a_run_that_was_stopped_and_judged_is_not_one_to_resume() throws IOException {
    RunFolder stopped = create(AT);
    record(stopped, started(42));
    Files.writeString(stopped.verdictFile(), "{}");

    assertThat(RunFolder.newestUnfinished(reports, "upgrade-1.29-to-1.30")).isEmpty();
  }

  @Test
  void a_run_killed_while_it_wrote_can_be_resumed() throws IOException {
    RunFolder folder = create(AT);
    record(folder, started(42));
    Files.writeString(folder.historyFile(), "{\"kind\":\"ste", StandardOpenOption.APPEND);

    assertThat(RunFolder.newestUnfinished(reports, "upgrade-1.29-to-1.30")).contains(folder.path());
    assertThat(RunFolder.resume(folder.path()).description()).isEqualTo(folder.description());
    assertThat(HistoryFile.read(folder.historyFile()).observations()).containsExactly(started(42));
  }

  @Test
  void a_run_of_another_backend_is_not_one_to_resume_and_a_torn_history_does_not_hide_one()
      throws IOException {
    RunFolder folder = create(AT);
    record(folder, started(42));
    Files.writeString(folder.historyFile(), "{\"kind\":\"ste", StandardOpenOption.APPEND);

    assertThat(RunFolder.newestUnfinished(reports, "upgrade-1.29-to-1.30", "kubeadm"))
        .contains(folder.path());
    assertThat(RunFolder.newestUnfinished(reports, "upgrade-1.29-to-1.30", "simulated")).isEmpty();
  }

  private RunFolder create(Instant startedAt) {
    return RunFolder.create(
        reports, RunDescriptions.upgradeStartedAt(startedAt), RunDescriptions.SCENARIO_TEXT);
  }

  private static Observation started(long seed) {
    return new Observation.RunStarted(
        AT,
        "upgrade-1.29-to-1.30",
        seed,
        "kubeadm",
        false,
        Map.of(new NodeName("cp-1"), NodeRole.CONTROL_PLANE));
  }

  private static void record(RunFolder folder, Observation... observations) {
    try (HistoryFile history = HistoryFile.open(folder.historyFile())) {
      for (Observation observation : observations) {
        history.record(observation);
      }
    }
  }
}
