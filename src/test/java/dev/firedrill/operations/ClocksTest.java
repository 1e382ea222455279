package dev.firedrill.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.backend.simulated.SimulatedCluster;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.history.Observation.CheckMade;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.Skewable;
import dev.firedrill.scenario.TopologyFile;
import dev.firedrill.testing.Recording;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clocks of simulated machines, compared and set. */
class ClocksTest {

  private static final NodeName FIRST = new NodeName("cp-1");
  private static final NodeName SECOND = new NodeName("cp-2");
  private static final NodeName WORKER = new NodeName("worker-1");
  private static final Duration LIMIT = Duration.ofSeconds(1);

  @TempDir private Path folder;
  private SimulatedCluster cluster;
  private OperationContext context;

  @BeforeEach
  void machines() {
    of("ha");
  }

  private void of(String topology) {
    cluster =
        new SimulatedCluster(
            TopologyFile.read(Path.of("clusters/" + topology + ".yaml")),
            Version.parse("v1.29.4"),
            new Simulation(5));
    context = SimulatedGround.on(cluster, folder);
  }

  private void skew(NodeName node, Duration ahead) {
    cluster.capability(Skewable.class).orElseThrow().putAhead(node, ahead);
  }

  private String check() {
    return new CheckClocks(LIMIT).run(context);
  }

  private List<String> wrong() {
    return ((Recording) context.recorder())
        .of(CheckMade.class).stream()
            .filter(check -> check.check().equals("clock") && !check.passed())
            .map(CheckMade::object)
            .toList();
  }

  @Test
  void clocks_that_agree_pass() {
    assertThat(check()).isEqualTo("5 checks passed");
    skew(WORKER, Duration.ofMillis(900));
    skew(FIRST, Duration.ofMillis(-900));
    assertThat(check()).as("each is within a second of the middle one").startsWith("5 checks");
  }

  @Test
  void a_worker_whose_clock_is_ahead_is_named_and_no_other() {
    skew(WORKER, Duration.ofMillis(1_100));
    assertThatThrownBy(this::check)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("clock of node worker-1: expected at most 1000 ms from that of node")
        .hasMessageContaining("ms ahead, give or take")
        .hasMessageContaining("set-clock");
    assertThat(wrong()).containsExactly("node worker-1");
  }

  @Test
  void a_control_plane_that_disagrees_with_the_others_is_the_one_that_is_wrong() {
    skew(FIRST, Duration.ofHours(-3));
    assertThatThrownBy(this::check).isInstanceOf(OperationFailed.class);
    assertThat(wrong()).containsExactly("node cp-1");
  }

  @Test
  void a_clock_is_set_by_the_other_control_planes_and_left_alone_once_it_is_right() {
    skew(FIRST, Duration.ofHours(2));
    assertThat(new SetClock(FIRST).run(context))
        .matches("the clock of node cp-1 was .* ahead, .* and is .*");
    assertThat(check()).isEqualTo("5 checks passed");
    assertThat(new SetClock(FIRST).run(context)).contains("is right");
  }

  /** The run's own clock is nobody's measure. */
  @Test
  void a_clock_is_set_as_those_of_the_control_planes_are_where_all_of_them_are_wrong() {
    cluster.topology().controlPlanes().forEach(node -> skew(node, Duration.ofMinutes(7)));
    new SetClock(WORKER).run(context);
    new SetClock(new NodeName("worker-2")).run(context);
    assertThat(check()).isEqualTo("5 checks passed");
    String shown = cluster.shell(WORKER).run(Command.of("date", "+%s.%N")).stdout();
    assertThat(Double.parseDouble(shown))
        .isGreaterThan(cluster.time().now().plusSeconds(418).getEpochSecond());
  }

  @Test
  void the_only_control_plane_has_nobody_to_be_set_by() {
    of("single");
    skew(FIRST, Duration.ofHours(1));
    assertThatThrownBy(() -> new SetClock(FIRST).run(context))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("nothing was changed");
    assertThat(new SetClock(WORKER).run(context)).contains("behind");
    assertThat(check()).isEqualTo("2 checks passed");
  }

  @Test
  void the_middle_clock_of_two_is_the_one_that_is_behind() {
    skew(SECOND, Duration.ofSeconds(30));
    NodeClocks clocks = NodeClocks.of(context, List.of(FIRST, SECOND));
    assertThat(clocks.middle(List.of(SECOND, FIRST))).isEqualTo(FIRST);
  }
}
