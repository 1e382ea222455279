package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole drill on a simulated cluster, by the command line. */
class SimulatedDrillTest {

  private static final String UPGRADE = "upgrade-1.29-to-1.30";

  @TempDir Path folder;

  @Test
  void the_same_seed_gives_the_same_run_and_another_seed_another() throws IOException {
    JsonNode first = run("first", 7);
    JsonNode again = run("again", 7);
    JsonNode other = run("other", 8);

    assertThat(first.path("verdict").asText()).isEqualTo("PASS");
    assertThat(first.path("simulated").asBoolean()).isTrue();
    assertThat(history(again)).isEqualTo(history(first));
    assertThat(again.path("trace").asText()).isEqualTo(first.path("trace").asText());
    assertThat(other.path("verdict").asText()).isEqualTo("PASS");
    assertThat(other.path("trace").asText()).isNotEqualTo(first.path("trace").asText());
    assertThat(Files.readString(Path.of(first.path("report").asText())))
        .containsIgnoringCase("simulated");
  }

  private JsonNode run(String reports, long seed) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Firedrill.run(
        new PrintWriter(out),
        new PrintWriter(err),
        "run",
        UPGRADE,
        "--seed",
        Long.toString(seed),
        "--reports",
        folder.resolve(reports).toString(),
        "--output",
        "json");
    assertThat(out.toString()).as("printed; complaints: %s", err).isNotBlank();
    return new ObjectMapper().readTree(out.toString());
  }

  private static List<String> history(JsonNode summary) throws IOException {
    return Files.readAllLines(Path.of(summary.path("folder").asText()).resolve("history.jsonl"));
  }
}
