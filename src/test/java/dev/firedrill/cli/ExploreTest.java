package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.drill.StopSignal;
import dev.firedrill.model.Seed;
import dev.firedrill.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explorations of simulated clusters. */
class ExploreTest {

  private static final String SINGLE = "upgrade-1.29-to-1.30-single";

  /** The worker is forgotten: known to fail, whatever the seed. */
  private static final String CANARY =
      """
      name: canary
      cluster: single
      version: v1.29.4
      workload: {http: 50/s, ledger: 5/s, replicas: 2}
      before:
        - preflight: {to: v1.30.4}
        - back-up-etcd
        - load-images: {to: v1.30.4}
      change:
        - upgrade-first-control-plane: {node: first-control-plane, to: v1.30.4}
      expect:
        verdict: pass
        version: v1.30.4
        backup: before-change
        workload: {failed-requests: 0, longest-gap: 2s}
        api: {longest-gap: 2m}
      """;

  /** A seed by which something strikes between the canary's few steps. */
  private static final Seed FAULTY = new Seed(2);

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int firedrill(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Firedrill.run(new PrintWriter(out), new PrintWriter(err), args);
  }

  @Test
  void equal_seeds_pass_the_same_way_in_parallel_alone_and_with_a_report() throws IOException {
    Backend backend = new SimulatedBackend();
    Scenario scenario = new Preparation(Home.find(), backend).ready(SINGLE);
    SeedDrills drills = new SeedDrills(scenario, backend);
    List<SeedResult> together =
        new Exploration(
                new SeedRange(1, 3), seed -> true, drills::run, result -> {}, new StopSignal())
            .run(3);
    SeedResult alone = drills.run(new Seed(2), new StopSignal());

    assertThat(together).allMatch(SeedResult::passed).allMatch(SeedResult::expected);
    assertThat(together).extracting(SeedResult::trace).doesNotHaveDuplicates();
    assertThat(together.get(1)).isEqualTo(alone);
    String reports = folder.toString();
    assertThat(firedrill("run", SINGLE, "--seed", "2", "--reports", reports, "--output", "json"))
        .isZero();
    assertThat(json().path("trace").asText()).isEqualTo(alone.trace());
  }

  @Test
  void a_seed_runs_over_the_wire_as_it_does_in_memory() throws IOException {
    String canary = Files.writeString(folder.resolve("canary.yaml"), CANARY).toString();
    Backend memory = new SimulatedBackend().withFaults();
    Backend wire = memory.overTheWire();
    Scenario scenario = new Preparation(Home.find(), memory).ready(canary);
    SeedResult inMemory = new SeedDrills(scenario, memory).run(FAULTY, new StopSignal());
    SeedResult overTheWire = new SeedDrills(scenario, wire).run(FAULTY, new StopSignal());
    assertThat(overTheWire).isEqualTo(inMemory);
    assertThat(overTheWire.trace()).isNotEmpty();
  }

  @Test
  void faults_follow_from_the_seed_and_a_run_of_the_seed_has_the_same() throws IOException {
    String canary = Files.writeString(folder.resolve("canary.yaml"), CANARY).toString();
    Backend backend = new SimulatedBackend().withFaults();
    Scenario scenario = new Preparation(Home.find(), backend).ready(canary);
    SeedResult explored = new SeedDrills(scenario, backend).run(FAULTY, new StopSignal());

    assertThat(explored.faults()).isNotEmpty();
    String reports = folder.resolve("reports").toString();
    firedrill(
        "run",
        canary,
        "--seed",
        FAULTY.toString(),
        "--faults",
        "--reports",
        reports,
        "--output",
        "json");
    assertThat(json().path("trace").asText()).isEqualTo(explored.trace());
    assertThat(err.toString()).contains("fault: " + explored.faults().get(0));
    assertThat(new Replay(canary, true).of(3))
        .isEqualTo("./firedrill run " + canary + " --seed 3 --faults");
  }

  @Test
  void the_canary_fails_on_every_seed_and_the_command_that_replays_it_is_printed()
      throws IOException {
    String canary = Files.writeString(folder.resolve("canary.yaml"), CANARY).toString();
    assertThat(firedrill("explore", canary, "--seeds", "4..5")).isEqualTo(1);
    assertThat(out.toString())
        .contains("seed 4: FAIL, not as expected: ", "seed 5: FAIL, not as expected: ")
        .contains("  replay: ./firedrill run " + canary + " --seed 4\n")
        .contains("explored   2 seeds: {FAIL=2}", "schedules/s", "simulated seconds a second");

    String failing = CANARY.replace("verdict: pass", "verdict: fail\n  reason: is at v1.29.4");
    Files.writeString(folder.resolve("canary.yaml"), failing);
    assertThat(firedrill("explore", canary, "--seeds", "4..4", "--output", "json")).isZero();
    assertThat(json().path("verdicts").path("FAIL").asInt()).isEqualTo(1);
    assertThat(json().path("simulated").asBoolean()).isTrue();
    assertThat(json().path("notPassed").findValuesAsText("replay"))
        .containsExactly("./firedrill run " + canary + " --seed 4");
    assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith("canary.yaml"));
  }

  @Test
  void a_seed_whose_trace_is_another_than_in_a_file_is_named_and_fails() throws IOException {
    String failing = CANARY.replace("verdict: pass", "verdict: fail\n  reason: is at v1.29.4");
    String canary = Files.writeString(folder.resolve("canary.yaml"), failing).toString();
    Path traces = folder.resolve("traces");
    String file = traces.toString();
    assertThat(firedrill("explore", canary, "--seeds", "4..5", "--traces", file)).isZero();
    assertThat(firedrill("explore", canary, "--seeds", "4..4", "--against", file)).isZero();
    assertThat(out.toString()).contains("1 the same, 0 not, 0 not there");

    SeedTrace five = TraceFile.read(traces).of(5).orElseThrow();
    String digit = five.trace().endsWith("0") ? "1" : "0";
    Files.writeString(traces, Files.readString(traces).replaceAll("(?m)(^5 .*).$", "$1" + digit));
    assertThat(firedrill("explore", canary, "--seeds", "5..5", "--against", file)).isEqualTo(1);
    assertThat(out.toString())
        .contains("seed 5: \"" + five.line() + "\" here", "0 the same, 1 not, 0 not there");

    assertThat(firedrill("explore", canary, "--seeds", "4..5", "--faults", "--against", file))
        .isEqualTo(64);
    assertThat(err.toString()).contains("--against: " + file + ": its faults is \"none\"");
  }

  @Test
  void what_a_file_of_traces_has_is_not_drilled_again() throws IOException {
    String failing = CANARY.replace("verdict: pass", "verdict: fail\n  reason: is at v1.29.4");
    String canary = Files.writeString(folder.resolve("canary.yaml"), failing).toString();
    Path traces = folder.resolve("traces");
    String[] again = {"explore", canary, "--seeds", "4..4", "--traces", traces.toString()};
    assertThat(firedrill(again)).isZero();
    String text = Files.readString(traces);
    boolean clean = text.matches("(?s).*commit \\p{XDigit}+\n.*");

    assertThat(firedrill(again)).isEqualTo(clean ? 0 : 64);
    assertThat(out.toString() + err)
        .contains(
            clean ? "1 seeds: {FAIL=1}, 1 of them before" : "nobody can say that the sources");
    assertThat(traces).hasContent(text);
  }

  @Test
  void everything_that_is_wrong_with_range_and_scenario_is_told_at_once() throws IOException {
    String bad = Files.writeString(folder.resolve("bad.yaml"), "name: bad\n").toString();
    assertThat(firedrill("explore", bad, "--seeds", "9..1")).isEqualTo(64);
    assertThat(err.toString())
        .contains("nothing was started, for", "--seeds: 9..1 has no seed in it")
        .contains("\"version\" is missing");
    assertThat(firedrill("explore", SINGLE, "--seeds", "some")).isEqualTo(64);
    assertThat(err.toString()).contains("\"some\" is no range of seeds");
    assertThat(firedrill("explore", "nope", "--seeds", "1..2")).isEqualTo(64);
    assertThat(err.toString()).contains("no such scenario");
    assertThat(firedrill("run", SINGLE, "--faults", "--backend", "kubeadm")).isEqualTo(64);
    assertThat(err.toString()).contains("--faults: not on backend kubeadm");
    assertThat(firedrill("explore", SINGLE)).isEqualTo(64);
    assertThat(err.toString()).contains("--seeds");
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }
}
