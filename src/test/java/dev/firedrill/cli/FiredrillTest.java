package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.drill.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class FiredrillTest {

  private static final Path HOME = Path.of("").toAbsolutePath();
  private static final String UPGRADE = "upgrade-1.29-to-1.30";

  @TempDir Path folder;
  private final FakeBackend backend = new FakeBackend();
  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Home home = new Home(HOME);

  private int firedrill(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Backends backends = new Backends(List.of(new SimulatedBackend(), backend));
    CommandLine line = Firedrill.commandLine(home, backends, stop);
    return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(args);
  }

  private int run(String... more) {
    return firedrill(
        Stream.concat(
                Stream.of("run", UPGRADE, "--backend", "fake", "--reports", folder.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Path runFolder() throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve(UPGRADE))) {
      return runs.findFirst().orElseThrow();
    }
  }

  @Test
  void a_command_that_is_misused_ends_with_64_and_says_how_to_use_it() {
    assertThat(firedrill("run", "--colour", "red")).isEqualTo(64);
    assertThat(err.toString()).contains("see: firedrill run --help");
    assertThat(firedrill("fly")).isEqualTo(64);
  }

  @Test
  void list_shows_scenarios_rows_and_why_a_backend_cannot_be_used() throws IOException {
    backend.obstacles = List.of("no engine");
    assertThat(firedrill("list")).isZero();
    assertThat(out.toString())
        .contains(UPGRADE, "wrong/skipped-minor", "etcd-quorum", "fake", "no engine");
    assertThat(firedrill("list", "--output", "json")).isZero();
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("scenarios").findValuesAsText("name")).contains(UPGRADE);
    assertThat(json.path("backends").findValuesAsText("name")).containsExactly("simulated", "fake");
    assertThat(json.path("backends").findValuesAsText("usable")).containsExactly("true", "false");
  }

  @Test
  void a_dry_run_prints_every_step_with_what_it_would_change_and_asks_no_backend() {
    backend.obstacles = List.of("no engine");
    assertThat(run("--dry-run")).isZero();
    assertThat(out.toString())
        .contains("create-01-initialise-control-plane-cp-1", "change-02-upgrade-first")
        .contains("    the kubelet and kubectl on node worker-2 become v1.30.4");
    assertThat(backend.asked).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void the_backend_left_out_is_the_simulated_one_which_has_not_every_release() throws IOException {
    String scenario = Files.readString(HOME.resolve("scenarios/" + UPGRADE + ".yaml"));
    Path file = folder.resolve(UPGRADE + ".yaml");
    Files.writeString(file, scenario.replace("v1.30.4", "v1.30.99"));
    assertThat(firedrill("run", file.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("the simulation has no release v1.30.99");
  }

  @Test
  void all_problems_of_scenario_and_backend_are_told_at_once_and_nothing_is_started()
      throws IOException {
    home = new Home(folder);
    backend.problems = List.of("the subnet is taken", "the image is missing");
    Files.createDirectories(folder.resolve("scenarios"));
    Files.createDirectories(folder.resolve("clusters"));
    Files.copy(HOME.resolve("clusters/ha.yaml"), folder.resolve("clusters/ha.yaml"));
    Files.writeString(
        folder.resolve("scenarios/bad.yaml"),
        "name: bad\ncluster: ha\nversion: old\nchange: [drian]\nexpect: {verdict: pass}\n");
    assertThat(firedrill("run", "bad", "--backend", "fake")).isEqualTo(64);
    assertThat(err.toString())
        .contains("nothing was started, for 5 reasons")
        .contains("bad.yaml:3: version: ", "bad.yaml:4: change[0]: unknown step \"drian\"")
        .contains("\"version\" is missing", "the subnet is taken", "the image is missing");
    assertThat(backend.asked).noneMatch(asked -> asked.equals("create"));
    assertThat(folder.resolve("reports")).doesNotExist();
  }

  @Test
  void a_scenario_that_is_right_where_the_machine_is_not_is_inconclusive() {
    backend.obstacles = List.of("no Docker engine answers");
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("no Docker engine answers");
    backend.obstacles = List.of();
    backend.problems = List.of("the image is missing");
    assertThat(run()).isEqualTo(2);
    assertThat(backend.asked).containsExactly("problems of ha at [v1.29.4, v1.30.4]");
  }

  @Test
  void a_topology_that_a_backend_never_makes_is_told_without_asking_for_images() {
    backend.unfit = List.of("it makes one machine alone");
    backend.problems = List.of("the image is missing");
    assertThat(run()).isEqualTo(64);
    assertThat(err.toString())
        .contains("not on backend fake: it makes one machine alone")
        .doesNotContain("the image is missing");
    assertThat(backend.asked).isEmpty();
    assertThat(firedrill("list")).isZero();
    assertThat(out.toString()).doesNotContain("one machine alone", "the image is missing");
  }

  @Test
  void an_engine_is_told_to_allow_privileged_containers_when_it_is_started_alone() {
    assertThat(firedrill("engine", "down", "--privileged")).isEqualTo(64);
    assertThat(err.toString()).contains("--privileged: means nothing to engine down");
  }

  @Test
  void the_release_that_skips_a_minor_needs_no_image_since_preflight_has_to_refuse_it() {
    backend.problems = List.of("stop here");
    firedrill("run", "wrong/skipped-minor", "--backend", "fake");
    assertThat(backend.asked).containsExactly("problems of single at [v1.29.4]");
  }

  @Test
  void a_harness_that_breaks_is_told_by_70_removes_its_machines_and_leaves_a_report()
      throws IOException {
    assertThat(run("--seed", "7")).isEqualTo(70);
    assertThat(backend.asked).endsWith("create", "destroy");
    assertThat(out.toString())
        .contains("row        none: a plain change", "bound      none", "measured   nothing")
        .contains("data loss  not known", "verdict    HARNESS_ERROR", "machines broke")
        .contains("seed 7", "report     ");
    assertThat(runFolder().resolve("index.html")).exists();
    assertThat(runFolder().resolve("verdict.json")).exists();
  }

  @Test
  void a_run_says_the_same_as_json_with_its_progress_elsewhere() throws IOException {
    assertThat(run("--seed", "7", "--output", "json")).isEqualTo(70);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertThat(json.path("verdict").asText()).isEqualTo("HARNESS_ERROR");
    assertThat(json.path("seed").asLong()).isEqualTo(7);
    assertThat(json.path("folder").asText()).isEqualTo(runFolder().toString());
    assertThat(err.toString()).contains("making the machines");
  }

  @Test
  void machines_are_held_where_that_was_asked_for() {
    assertThat(run("--hold")).isEqualTo(70);
    assertThat(backend.asked).doesNotContain("destroy");
    assertThat(out.toString()).contains("./firedrill clean");
  }

  @Test
  void a_drill_that_is_told_to_stop_removes_its_machines_and_is_inconclusive() {
    backend.onCreate = stop::request;
    assertThat(run()).isEqualTo(2);
    assertThat(backend.asked).endsWith("create", "destroy");
    assertThat(out.toString()).contains("verdict    INCONCLUSIVE");
  }

  @Test
  void a_saved_run_is_judged_again_to_the_same_verdict() throws IOException {
    run();
    assertThat(firedrill("replay", runFolder().toString())).isEqualTo(70);
    assertThat(out.toString()).contains("verdict    HARNESS_ERROR, the same as saved");
  }

  @Test
  void a_saved_verdict_that_the_history_does_not_bear_out_is_told() throws IOException {
    run();
    Files.writeString(
        runFolder().resolve("verdict.json"), "{\"outcome\":\"INCONCLUSIVE\",\"findings\":[]}");
    assertThat(firedrill("replay", runFolder().toString())).isEqualTo(70);
    assertThat(out.toString())
        .contains("which differs", "the outcome is HARNESS_ERROR, it was INCONCLUSIVE");
  }

  @Test
  void a_folder_that_is_no_run_is_refused_by_replay() {
    assertThat(firedrill("replay", folder.resolve("nothing").toString())).isEqualTo(64);
  }

  @Test
  void resume_is_refused_where_there_is_nothing_to_go_on_with() throws IOException {
    assertThat(run("--resume")).isEqualTo(64);
    assertThat(err.toString()).contains("no unfinished run of " + UPGRADE);
    run();
    assertThat(run("--resume")).isEqualTo(64);
    assertThat(run("--resume", runFolder().toString())).isEqualTo(64);
    assertThat(err.toString()).contains("the run is over and has its verdict");
  }

  @Test
  void resume_is_refused_where_scenario_or_backend_are_not_those_of_the_run() throws IOException {
    run();
    Files.delete(runFolder().resolve("verdict.json"));
    String dir = runFolder().toString();
    assertThat(
            firedrill("run", "upgrade-1.29-to-1.30-single", "--backend", "fake", "--resume", dir))
        .isEqualTo(64);
    assertThat(err.toString())
        .contains("the scenario file is not the one")
        .contains("the cluster's file is not the one");
  }

  @Test
  void a_killed_run_is_gone_on_with_in_its_own_folder() throws IOException {
    run();
    Files.delete(runFolder().resolve("verdict.json"));
    assertThat(run("--resume")).isEqualTo(70);
    assertThat(out.toString()).contains("going on with a run that was interrupted");
    try (Stream<Path> runs = Files.list(folder.resolve(UPGRADE))) {
      assertThat(runs).hasSize(1);
    }
  }
}
