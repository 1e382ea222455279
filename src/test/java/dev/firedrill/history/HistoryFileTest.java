package dev.firedrill.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.model.AgentPlacement;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");
  private static final NodeName NODE = new NodeName("cp-1");

  @TempDir Path folder;

  @Test
  void a_run_that_was_saved_before_where_agents_run_was_told_had_them_beside_control_planes()
      throws IOException {
    Path file = folder.resolve("history.jsonl");
    Files.writeString(
        file,
        """
        {"kind":"run-started","at":"2026-01-01T00:00:00Z","scenario":"s","seed":7,\
        "backend":"b","simulated":true,"nodes":{"cp-1":"control-plane"}}
        """);
    assertThat(HistoryFile.read(file).first(Observation.RunStarted.class).orElseThrow().agents())
        .isEqualTo(AgentPlacement.BESIDE);
  }

  @Test
  void what_was_recorded_is_read_back_equal() {
    List<Observation> all =
        List.of(
            new Observation.RunStarted(
                AT,
                "upgrade",
                7,
                "kubeadm",
                false,
                Map.of(NODE, NodeRole.CONTROL_PLANE),
                AgentPlacement.INSIDE_CONTROL_PLANE,
                Duration.ofSeconds(5)),
            new Observation.StepStarted(
                AT, "1", Observation.Phase.CHANGE, "drain", "cp-1", Map.of("a", "b"), List.of("x")),
            new Observation.FaultInjected(AT, "stop-etcd cp-1"),
            new Observation.FaultHealed(AT, "stop-etcd cp-1"),
            new Observation.RunbookResumed(AT),
            new Observation.CommandRun(
                AT, "1", NODE, "kubeadm version", 0, Duration.ofMillis(5), "commands/1.txt"),
            new Observation.ComponentSeen(AT, NODE, Component.KUBELET, "v1.29.4"),
            new Observation.LedgerAudited(AT, 3, List.of(2L)),
            new Observation.RunEnded(AT));
    Path file = folder.resolve("history.jsonl");
    try (HistoryFile history = HistoryFile.open(file)) {
      all.forEach(history::record);
    }
    assertThat(HistoryFile.read(file).observations()).isEqualTo(all);
  }

  @Test
  void a_line_cut_short_is_dropped_when_the_run_is_resumed() throws IOException {
    Path file = folder.resolve("history.jsonl");
    try (HistoryFile history = HistoryFile.open(file)) {
      history.record(new Observation.RunEnded(AT));
    }
    Files.writeString(file, "{\"kind\":\"run-en", StandardOpenOption.APPEND);
    try (HistoryFile history = HistoryFile.open(file)) {
      history.record(new Observation.RunResumed(AT));
    }
    assertThat(HistoryFile.read(file).observations())
        .containsExactly(new Observation.RunEnded(AT), new Observation.RunResumed(AT));
  }

  @Test
  void a_thread_that_is_interrupted_while_it_records_takes_the_file_from_nobody() {
    Path file = folder.resolve("history.jsonl");
    try (HistoryFile history = HistoryFile.open(file)) {
      Thread.currentThread().interrupt();
      history.record(new Observation.RunResumed(AT));
      assertThat(Thread.interrupted()).isTrue();
      history.record(new Observation.RunEnded(AT));
    }
    assertThat(HistoryFile.read(file).observations()).hasSize(2);
  }

  @Test
  void a_line_that_is_no_observation_is_named() throws IOException {
    Path file = folder.resolve("history.jsonl");
    Files.writeString(file, "{\"kind\":\"made-up\"}\n");
    assertThatThrownBy(() -> HistoryFile.read(file))
        .hasStackTraceContaining("history.jsonl line 1 is not an observation");
  }
}
