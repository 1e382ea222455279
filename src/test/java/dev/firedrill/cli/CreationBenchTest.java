package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.bench.Comparison;
import dev.firedrill.drill.StopSignal;
import dev.firedrill.ports.TimeSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CreationBenchTest {

  private final Clock clock = new Clock();
  private final List<String> happened = new ArrayList<>();
  private final List<String> told = new ArrayList<>();

  @Test
  void both_are_made_in_turn_who_begins_changes_and_only_the_making_is_timed() {
    Comparison seconds = bench().run(new Maker("own", 20), new Maker("kind", 30), 2);
    assertThat(happened)
        .containsExactly(
            "remove own",
            "remove kind",
            "make own",
            "remove own",
            "make kind",
            "remove kind",
            "make kind",
            "remove kind",
            "make own",
            "remove own",
            "close kind",
            "close own");
    assertThat(seconds.own()).containsExactly(20.0, 20.0);
    assertThat(seconds.other()).containsExactly(30.0, 30.0);
    assertThat(told).hasSize(4).first().asString().contains("run  1", "own", "20.0 s");
  }

  @Test
  void a_cluster_that_did_not_come_about_ends_the_comparison_and_is_removed() {
    Maker broken = new Maker("kind", -1);
    assertThatThrownBy(() -> bench().run(new Maker("own", 20), broken, 2)).hasMessage("kind broke");
    assertThat(happened).endsWith("make kind", "remove kind", "close kind", "close own");
  }

  @Test
  void kind_that_waited_in_vain_ends_well_and_is_not_believed() {
    KindCluster.requireReady("Waiting ... \n • Ready after 16s");
    assertThatThrownBy(() -> KindCluster.requireReady("WARNING: Timed out waiting for Ready"))
        .hasMessageContaining("not Ready", "Timed out");
  }

  @Test
  void what_is_wrong_with_a_comparison_is_told_at_once_and_nothing_is_started() {
    FakeBackend backend = new FakeBackend();
    StringWriter err = new StringWriter();
    int status =
        Firedrill.commandLine(Home.find(), new Backends(List.of(backend)), new StopSignal())
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err))
            .execute(
                "bench", "cluster", "--backend", "fake", "--against", "minikube", "--runs", "0");
    assertThat(status).isEqualTo(64);
    assertThat(err.toString()).contains("compared with kind, not minikube", "--runs: at least 1");
    assertThat(backend.asked).isEmpty();
  }

  private CreationBench bench() {
    return new CreationBench(clock, told::add);
  }

  /** Takes that many seconds; a negative number breaks it. */
  private final class Maker implements ClusterMaker {

    private final String name;
    private final int seconds;

    Maker(String name, int seconds) {
      this.name = name;
      this.seconds = seconds;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void make() {
      happened.add("make " + name);
      if (seconds < 0) {
        throw new IllegalStateException(name + " broke");
      }
      clock.sleep(Duration.ofSeconds(seconds));
    }

    @Override
    public void remove() {
      happened.add("remove " + name);
      clock.sleep(Duration.ofSeconds(7));
    }

    @Override
    public void close() {
      happened.add("close " + name);
    }
  }

  /** A clock that stands still unless slept on. */
  private static final class Clock implements TimeSource {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void sleep(Duration duration) {
      now = now.plus(duration);
    }
  }
}
