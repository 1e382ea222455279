package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firedrill.drill.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The benchmark of large simulated clusters, on a small one. */
class BenchScaleTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int bench(String... more) {
    return Firedrill.commandLine(
            Home.find(), new Backends(List.of(new SimulatedBackend())), new StopSignal())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(
            Stream.concat(Stream.of("bench", "scale", "--warm-up", "0"), Stream.of(more))
                .toArray(String[]::new));
  }

  @Test
  void all_nodes_are_ready_and_all_pods_running_and_then_a_minute_passes() throws IOException {
    assertThat(bench("--nodes", "20", "--pods", "40", "--output", "json")).isZero();
    JsonNode figures = new ObjectMapper().readTree(out.toString());

    assertThat(figures.path("reached").asBoolean()).isTrue();
    assertThat(figures.path("parts").findValuesAsText("part"))
        .containsExactly(
            "control planes", "nodes Ready", "pods Running", "one virtual minute, idle");
    assertThat(figures.path("parts").findValuesAsText("seen"))
        .containsExactly("1", "21", "40", "21");
    assertThat(figures.at("/parts/1/virtualSeconds").asDouble()).isBetween(3.0, 60.0);
    assertThat(figures.at("/parts/3/virtualSeconds").asDouble()).isEqualTo(60.0);
  }

  @Test
  void three_control_planes_are_behind_a_load_balancer() {
    assertThat(bench("--nodes", "3", "--pods", "5", "--control-planes", "3")).isZero();
    assertThat(out.toString()).contains("3 control planes, 3 workers, 5 pods");
  }

  @Test
  void nodes_that_cannot_become_ready_are_told_and_end_the_benchmark() {
    assertThat(
            bench("--nodes", "6", "--pods", "6", "--minutes", "2", "--pod-subnet", "10.244.0.0/22"))
        .isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("nodes Ready .* 120[.]\\d +NOT REACHED: 4; worker-\\d: container runtime")
        .doesNotContain("pods Running");
  }

  @Test
  void what_is_wrong_with_the_numbers_is_told_at_once_and_nothing_is_started() {
    int status =
        bench(
            "--nodes",
            "0",
            "--pods",
            "-1",
            "--control-planes",
            "2",
            "--minutes",
            "0",
            "--pod-subnet",
            "10.244.0.0/25");

    assertThat(status).isEqualTo(64);
    assertThat(err.toString())
        .contains(
            "for 5 reasons",
            "--control-planes: 1 or 3",
            "--nodes: there may be 1 to 32766, not 0",
            "--pods: 0 nodes take 0 to 0, not -1",
            "--minutes: at least 1",
            "--pod-subnet: a network of 8 to 24 bits");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_heap_that_is_too_small_is_told_before_hours_have_passed() {
    assertThat(bench("--nodes", "32000", "--pods", "3000000")).isEqualTo(64);
    assertThat(err.toString())
        .contains("about 309700 MiB of heap are needed, there are ", "Next: set FIREDRILL_HEAP");
  }
}
