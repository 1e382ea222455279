package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

/** The recovery table on several backends, by the command line. */
class CertifyMatrixTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final FakeBackend first = named("first");
  private final FakeBackend second = named("second");
  private List<Backend> there = List.of(first, second);
  private StopSignal stop = new StopSignal();

  @TempDir private Path reports;

  @Test
  void all_is_every_backend_and_one_that_cannot_be_used_is_named_and_no_failure()
      throws IOException {
    second.obstacles = List.of("no engine answers");
    there = List.of(new SimulatedBackend(), second);

    assertThat(certify("--backend", "all", "--rows", "etcd-member")).as("%s", err).isZero();
    assertThat(out.toString())
        .contains("backends   simulated; not usable here: second; seed 1")
        .containsPattern("row +simulated +second")
        .containsPattern("etcd-member +PASS, \\d+\\.\\d s +not usable")
        .contains("simulated: every figure is simulated", "second: not usable: no engine answers")
        .contains("verdict    PASS");
    JsonNode matrix = written();
    assertThat(matrix.path("outcome").asText()).isEqualTo("PASS");
    assertThat(matrix.path("unusable").findValuesAsText("name")).containsExactly("second");
    String page = Files.readString(folder().resolve("index.html"));
    assertThat(page)
        .contains("not usable", "no engine answers", "simulated.html", "No real cluster was used");
    JsonNode row = matrix.path("certifications").path(0).path("rows").path(0);
    assertThat(folder().resolve(row.path("page").asText())).exists();
    assertThat(folder().resolve("simulated.html")).content().contains("1 of 1 rows");
  }

  @Test
  void a_cell_that_fails_makes_the_whole_fail_whatever_the_others_say() throws IOException {
    there = List.of(new SimulatedBackend(), first);
    begun(
        """
        {"seed": 1, "startedAt": "2026-01-01T00:00:00Z", "asked": ["etcd-member"],
         "certifications": [
          {"backend": "simulated", "simulated": true, "seed": 1,
           "startedAt": "2026-01-01T00:00:00Z", "asked": ["etcd-member"], "rows": []},
          {"backend": "first", "simulated": false, "seed": 1,
           "startedAt": "2026-01-01T00:00:00Z", "asked": ["etcd-member"],
           "rows": [{"row": "etcd-member", "measured": "31 min", "dataLoss": "none",
                     "outcome": "%s", "why": "too slow", "page": ""}]}],
         "unusable": []}
        """);

    assertThat(certify("--resume")).as("complaints: %s", err).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("etcd-member +PASS, \\d+\\.\\d s +FAIL, 31 min")
        .contains("first, etcd-member: too slow", "verdict    FAIL");
    assertThat(first.asked).isEmpty();
    assertThat(written().path("outcome").asText()).isEqualTo("FAIL");
    assertThat(folder().resolve("index.html")).content().contains("FAIL, 31 min");
  }

  @Test
  void a_list_is_drilled_one_after_the_other_in_the_order_of_the_backends_there_are()
      throws IOException {
    there = List.of(named("zeroth"), first, second);

    assertThat(certify("--backend", "second,first", "--rows", "worker", "--output", "json"))
        .isEqualTo(ExitCode.HARNESS_ERROR);
    JsonNode printed = new ObjectMapper().readTree(out.toString());
    assertThat(printed.path("certifications").findValuesAsText("backend"))
        .containsExactly("first", "second");
    assertThat(printed.path("outcome").asText()).isEqualTo("HARNESS_ERROR");
    assertThat(first.asked).contains("create");
    assertThat(second.asked).contains("create");
    assertThat(certify("--backend", "first,third,fourth")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("\"third\"", "\"fourth\"");
  }

  @Test
  void what_is_left_on_every_backend_is_gone_on_with_and_nothing_is_drilled_twice()
      throws IOException {
    first.onCreate = stop::request;
    assertThat(certify("--backend", "all", "--rows", "worker,etcd-member"))
        .isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(out.toString())
        .containsPattern("worker +INCONCLUSIVE +not drilled")
        .containsPattern("etcd-member +not drilled +not drilled")
        .containsOnlyOnce("--resume");
    stop = new StopSignal();

    assertThat(certify("--resume", "--backend", "first")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("is on backend first,second, not first");
    assertThat(certify("--resume")).isEqualTo(ExitCode.HARNESS_ERROR);
    assertThat(out.toString())
        .containsPattern("worker +INCONCLUSIVE +HARNESS ERROR")
        .containsPattern("etcd-member +HARNESS ERROR +HARNESS ERROR");
    assertThat(first.asked.stream().filter("create"::equals)).hasSize(2);
    assertThat(second.asked.stream().filter("create"::equals)).hasSize(2);
    assertThat(certify("--resume")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("no unfinished certification");
  }

  @Test
  void a_drill_that_was_killed_is_gone_on_with_though_its_machines_are_in_the_way_of_all_others()
      throws IOException {
    certify("--backend", "all", "--rows", "worker");
    Path killed = killedIn(first);
    first.problems = List.of("cluster ha is left over from a run which was killed");
    second.problems = first.problems;

    assertThat(certify("--resume")).as("%s", err).isEqualTo(ExitCode.HARNESS_ERROR);
    assertThat(killed.resolve("verdict.json")).exists();
    assertThat(runsOf(first)).containsExactly(killed);
    assertThat(runsOf(second)).hasSize(2);
  }

  @Test
  void machines_that_are_in_the_way_of_a_row_that_was_not_begun_are_told_before_anything_starts() {
    first.onCreate = stop::request;
    certify("--backend", "all", "--rows", "worker,etcd-member");
    stop = new StopSignal();
    first.problems = List.of("cluster ha is left over from a run which was killed");

    assertThat(certify("--resume")).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(err.toString()).contains("is left over");
  }

  @Test
  void a_row_that_one_distribution_lacks_is_drilled_on_the_others_and_told_with_its_reason() {
    lacking(second, "destroy-etcd-data", "its etcd is elsewhere");

    certify("--backend", "all", "--rows", "worker,etcd-member");
    assertThat(out.toString())
        .containsPattern("etcd-member +HARNESS ERROR +not applicable")
        .contains("second, etcd-member: not applicable: destroy-etcd-data: ")
        .contains("its etcd is elsewhere");
    assertThat(second.asked.stream().filter("create"::equals)).hasSize(1);
  }

  @Test
  void what_a_backend_lacks_for_a_row_that_it_does_not_have_anyway_is_no_reason() {
    lacking(second, "destroy-etcd-data", "its etcd is elsewhere");
    second.problems = List.of("no image of v1.29.4");

    certify("--backend", "all", "--rows", "worker,etcd-member");
    assertThat(out.toString())
        .contains("second: not usable: no image of v1.29.4\n")
        .doesNotContain("its etcd is elsewhere");
  }

  @Test
  void where_no_backend_can_be_used_nothing_is_started_and_every_reason_is_told() {
    first.obstacles = List.of("no engine answers");
    second.problems = List.of("no image of v1.29.4");

    assertThat(certify("--backend", "all", "--rows", "worker")).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(err.toString()).contains("first: no engine answers", "second: no image of v1.29.4");
    assertThat(reports).isEmptyDirectory();
  }

  private static FakeBackend named(String name) {
    FakeBackend backend = new FakeBackend();
    backend.name = name;
    return backend;
  }

  private static void lacking(FakeBackend backend, String keyword, String reason) {
    backend.distribution =
        Overridden.with(
            Distribution.class,
            backend.distribution,
            new Object() {
              public Map<String, String> notApplicable() {
                return Map.of(keyword, reason);
              }
            });
  }

  private int certify(String... more) {
    List<String> arguments = new ArrayList<>(List.of("certify", "--reports", reports.toString()));
    arguments.addAll(List.of(more));
    arguments.addAll(List.of("--seed", "1"));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Firedrill.commandLine(Home.find(), new Backends(there), stop)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments.toArray(String[]::new));
  }

  /** Leaves what a process leaves that is killed in the drill of the first row on that backend. */
  private Path killedIn(FakeBackend backend) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode matrix = (ObjectNode) written();
    matrix.path("certifications").forEach(each -> ((ObjectNode) each).putArray("rows"));
    json.writeValue(folder().resolve("matrix.json").toFile(), matrix);
    Path run = runsOf(backend).get(0);
    Files.delete(run.resolve("verdict.json"));
    Path history = run.resolve("history.jsonl");
    List<String> lines = new ArrayList<>(Files.readAllLines(history));
    lines.removeIf(line -> line.startsWith("{\"kind\":\"run-ended\""));
    Files.write(history, lines);
    return run;
  }

  private List<Path> runsOf(FakeBackend backend) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Path> found = new ArrayList<>();
    try (var runs = Files.list(reports.resolve("worker-failure"))) {
      for (Path run : runs.filter(run -> Files.exists(run.resolve("run.json"))).toList()) {
        String owner = json.readTree(run.resolve("run.json").toFile()).path("backend").asText();
        if (owner.equals(backend.name())) {
          found.add(run);
        }
      }
    }
    return found;
  }

  private void begun(String matrix) throws IOException {
    Path folder = Files.createDirectories(reports.resolve("certify/20260101T000000Z-1"));
    Files.writeString(folder.resolve("matrix.json"), matrix.formatted("FAIL"));
  }

  private JsonNode written() throws IOException {
    return new ObjectMapper().readTree(Files.readString(folder().resolve("matrix.json")));
  }

  private Path folder() throws IOException {
    try (var folders = Files.list(reports.resolve("certify"))) {
      return folders.findFirst().orElseThrow();
    }
  }
}
