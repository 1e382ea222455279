package dev.firedrill.verdict;

import static dev.firedrill.verdict.Judged.judged;
import static dev.firedrill.verdict.UpgradeStory.goodHistory;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.history.History;
import dev.firedrill.history.HistoryFile;
import dev.firedrill.history.Observation.EtcdSeen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictFileTest {

  @TempDir Path folder;

  @Test
  void what_was_written_is_read_back_equal() {
    Path file = folder.resolve("verdict.json");
    Verdict verdict =
        judged(
                Mutants.changedAt(
                    goodHistory(), EtcdSeen.class, 30, s -> new EtcdSeen(s.at(), 3, List.of(), "")))
            .verdict();
    VerdictFile.write(file, verdict);
    assertThat(VerdictFile.read(file)).isEqualTo(verdict);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void the_names_of_the_fields_do_not_change() throws IOException {
    Path file = folder.resolve("verdict.json");
    Evidence evidence =
        new Evidence(Instant.parse("2026-01-01T00:00:00.5Z"), "etcd members", "no quorum");
    VerdictFile.write(
        file,
        Verdict.of(List.of(new Finding("etcd quorum", Outcome.FAIL, "gone", List.of(evidence)))));
    assertThat(Files.readString(file).replaceAll("\\s+", " ").strip())
        .isEqualTo(
            "{ \"outcome\" : \"FAIL\", \"findings\" : [ { \"checker\" : \"etcd quorum\", "
                + "\"outcome\" : \"FAIL\", \"summary\" : \"gone\", \"evidence\" : [ { "
                + "\"at\" : \"2026-01-01T00:00:00.500Z\", \"object\" : \"etcd members\", "
                + "\"seen\" : \"no quorum\" } ] } ] }");
  }

  @Test
  void a_saved_history_is_judged_as_it_was() {
    History history = goodHistory();
    Path saved = folder.resolve("history.jsonl");
    try (HistoryFile file = HistoryFile.open(saved)) {
      history.observations().forEach(file::record);
    }
    assertThat(judged(HistoryFile.read(saved))).isEqualTo(judged(history));
  }

  @Test
  void an_outcome_that_the_findings_do_not_bear_out_is_refused() throws IOException {
    Path file = folder.resolve("verdict.json");
    Files.writeString(
        file,
        """
        {"outcome": "PASS", "findings": [
          {"checker": "watch", "outcome": "FAIL", "summary": "", "evidence": []}]}
        """);
    assertThatThrownBy(() -> VerdictFile.read(file))
        .hasMessageContaining("verdict.json")
        .hasMessageContaining("the outcome says PASS, but the findings bear out FAIL");
  }

  @Test
  void what_is_no_verdict_is_named() throws IOException {
    Path file = folder.resolve("verdict.json");
    Files.writeString(file, "{\"outcome\": \"PERHAPS\"}");
    assertThatThrownBy(() -> VerdictFile.read(file)).hasMessageContaining("verdict.json");
    assertThatThrownBy(() -> VerdictFile.read(folder.resolve("none.json")))
        .hasMessageContaining("none.json");
  }
}
