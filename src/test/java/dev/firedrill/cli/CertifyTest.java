package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.distribution.Distribution;
import dev.firedrill.drill.StopSignal;
import dev.firedrill.testing.Overridden;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recovery table, row by row, by the command line. */
class CertifyTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private StopSignal stop = new StopSignal();

  @TempDir private Path reports;

  @Test
  void rows_that_recover_on_a_simulated_cluster_pass_and_are_marked_simulated() throws IOException {
    int status = certify(new SimulatedBackend(), "--rows", "etcd-member,control-plane-node");

    assertThat(status).as("complaints: %s", err).isZero();
    JsonNode table = new ObjectMapper().readTree(Files.readString(written("certification.json")));
    assertThat(table.path("simulated").asBoolean()).isTrue();
    assertThat(table.path("outcome").asText()).isEqualTo("PASS");
    assertThat(table.path("rows").findValuesAsText("row"))
        .containsExactly("control-plane-node", "etcd-member");
    assertThat(out.toString())
        .containsPattern("etcd-member +30 min +15 min +\\d+\\.\\d s +none of \\d+ .* PASS")
        .contains("every figure is simulated", "verdict    PASS");
    String page = Files.readString(written("index.html"));
    assertThat(page)
        .contains(
            "2 of 2 rows", "30 min (table: from 15 min)", "Simulated. No real cluster was used");
    for (JsonNode row : table.path("rows")) {
      assertThat(written("index.html").resolveSibling(row.path("page").asText())).exists();
    }
  }

  @Test
  void a_row_whose_drill_breaks_off_keeps_none_of_the_others_from_being_run() throws IOException {
    int status = certify(new FakeBackend(), "--rows", "worker,etcd-member");

    assertThat(status).isEqualTo(ExitCode.HARNESS_ERROR);
    assertThat(out.toString())
        .containsPattern("worker .* HARNESS_ERROR")
        .containsPattern("etcd-member .* HARNESS_ERROR")
        .contains("machines broke");
    assertThat(Files.readString(written("index.html"))).contains("0 of 2 rows");
  }

  @Test
  void once_it_is_told_to_stop_no_further_row_is_drilled() {
    FakeBackend backend = new FakeBackend();
    backend.onCreate = stop::request;

    int status = certify(backend, "--rows", "worker,etcd-member");

    assertThat(status).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(out.toString()).containsPattern("etcd-member +not drilled").contains("--resume");
    assertThat(backend.asked.stream().filter("create"::equals)).hasSize(1);
  }

  @Test
  void what_is_left_is_gone_on_with_and_what_was_drilled_is_kept() throws IOException {
    FakeBackend backend = new FakeBackend();
    backend.onCreate = stop::request;
    certify(backend, "--rows", "worker,etcd-member");
    backend = new FakeBackend();
    stop = new StopSignal();

    assertThat(certify(backend, "--resume")).isEqualTo(ExitCode.HARNESS_ERROR);
    assertThat(backend.asked.stream().filter("create"::equals)).hasSize(1);
    JsonNode table = new ObjectMapper().readTree(Files.readString(written("certification.json")));
    assertThat(table.path("rows").findValuesAsText("row")).containsExactly("worker", "etcd-member");
    assertThat(certify(new FakeBackend(), "--resume")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no unfinished certification");
  }

  @Test
  void everything_that_is_wrong_is_told_at_once_and_nothing_is_started() {
    FakeBackend backend = new FakeBackend();
    backend.problems = List.of("no image of v1.29.4");

    assertThat(certify(backend, "--rows", "worker,flood,etcd-member,drought"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no row \"flood\"", "no row \"drought\"");
    assertThat(certify(backend, "--rows", "worker,etcd-member")).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(err.toString()).containsOnlyOnce("no image of v1.29.4");
    assertThat(backend.asked).doesNotContain("create");
    assertThat(reports).isEmptyDirectory();
  }

  @Test
  void a_row_that_the_distribution_does_not_have_is_told_with_its_reason_and_not_drilled()
      throws IOException {
    FakeBackend backend = lacking("destroy-etcd-data", "its etcd is elsewhere");

    int status = certify(backend, "--rows", "worker,etcd-member");

    assertThat(status).as("complaints: %s", err).isEqualTo(ExitCode.HARNESS_ERROR);
    assertThat(out.toString())
        .containsPattern("worker .* HARNESS_ERROR")
        .containsPattern("etcd-member .* not applicable")
        .contains("destroy-etcd-data: not applicable to kubeadm: its etcd is elsewhere");
    assertThat(backend.asked.stream().filter("create"::equals)).hasSize(1);
    String page = Files.readString(written("index.html"));
    assertThat(page).contains("0 of 1 rows", "1 do not apply", "its etcd is elsewhere");
  }

  @Test
  void a_certification_that_was_written_with_six_facts_a_row_is_still_read() throws IOException {
    Path old = Files.createDirectories(reports.resolve("certify/20260101T000000Z-1"));
    Files.writeString(
        old.resolve("certification.json"),
        """
        {"backend": "fake", "simulated": false, "seed": 1, "startedAt": "2026-01-01T00:00:00Z",
         "asked": ["worker", "etcd-member"],
         "rows": [{"row": "worker", "measured": "1 min", "dataLoss": "none", "outcome": "PASS",
                   "why": "", "page": ""}]}
        """);

    assertThat(certify(new FakeBackend(), "--resume")).isEqualTo(ExitCode.HARNESS_ERROR);
    assertThat(out.toString()).containsPattern("worker .* PASS");
  }

  @Test
  void a_table_of_which_no_row_applies_is_no_pass() {
    FakeBackend backend = lacking("destroy-etcd-data", "its etcd is elsewhere");

    assertThat(certify(backend, "--rows", "etcd-member")).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(backend.asked).doesNotContain("create");
  }

  @Test
  void what_does_not_apply_is_told_with_all_else_that_is_in_the_way() {
    FakeBackend backend = lacking("destroy-etcd-data", "its etcd is elsewhere");
    backend.problems = List.of("no image of v1.29.4");

    assertThat(certify(backend, "--rows", "etcd-member")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no image of v1.29.4", "its etcd is elsewhere");
    assertThat(backend.asked).doesNotContain("create");
  }

  private static FakeBackend lacking(String keyword, String reason) {
    FakeBackend backend = new FakeBackend();
    backend.distribution =
        Overridden.with(
            Distribution.class,
            backend.distribution,
            new Object() {
              public Map<String, String> notApplicable() {
                return Map.of(keyword, reason);
              }
            });
    return backend;
  }

  private int certify(Backend backend, String... more) {
    List<String> arguments = new ArrayList<>(List.of("certify", "--backend", backend.name()));
    arguments.addAll(List.of("--seed", "1", "--reports", reports.toString()));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    arguments.addAll(List.of(more));
    return Firedrill.commandLine(Home.find(), new Backends(List.of(backend)), stop)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  private Path written(String file) throws IOException {
    try (var folders = Files.list(reports.resolve("certify"))) {
      return folders.findFirst().orElseThrow().resolve(file);
    }
  }
}
