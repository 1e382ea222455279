package dev.firedrill.backend.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.HostConfig;
import dev.firedrill.backend.remote.MonotonicTimeSource;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.CommandTimedOut;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.ports.TimeSource;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("containers")
class ContainerShellTest {

  private static final TimeSource TIME = new MonotonicTimeSource();
  private static final String CLUSTER = TestEngine.unique("shell-test");
  private static final Labels LABELS = new Labels(CLUSTER, CLUSTER, Owner.thisProcess());
  private static Engine engine;
  private static ContainerShell shell;

  @BeforeAll
  static void start_a_container() {
    engine = TestEngine.with(TestEngine.node(TestEngine.OLD));
    shell = start("cp-1");
  }

  @AfterAll
  static void remove_everything() {
    if (engine != null) {
      new Inventory(engine).of(CLUSTER).ifPresent(new Inventory(engine)::remove);
    }
  }

  @Test
  void arguments_reach_the_program_unsplit_and_streams_stay_apart() {
    CommandResult result =
        shell.run(Command.of("sh", "-c", "echo \"$1\"; echo oops >&2; exit 3", "sh", "a b  'c' €"));
    assertThat(result.stdout()).isEqualTo("a b  'c' €\n");
    assertThat(result.stderr()).isEqualTo("oops\n");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.succeeded()).isFalse();
  }

  @Test
  void a_command_reads_its_input_to_the_end_and_its_own_exit_code_is_kept() {
    String input = "line\n".repeat(100_000);
    assertThat(shell.run(Command.of("wc", "-c").reading(input)).stdout().strip())
        .isEqualTo(Integer.toString(input.length()));
    assertThat(shell.run(Command.of("sh", "-c", "exit 7").reading("unread")).exitCode())
        .isEqualTo(7);
  }

  @Test
  void a_command_without_input_finds_its_input_at_its_end() {
    assertThat(shell.run(Command.of("cat")).stdout()).isEmpty();
  }

  @Test
  void output_of_many_megabytes_arrives_whole() {
    CommandResult result = shell.run(Command.of("sh", "-c", "yes 0123456789 | head -n 1000000"));
    assertThat(result.stdout()).hasSize(11_000_000).endsWith("0123456789\n");
  }

  @Test
  void a_command_that_closes_its_output_is_waited_for() {
    Command quiet = Command.of("bash", "-c", "exec >&- 2>&-; sleep 1; exit 4");
    assertThat(shell.run(quiet).exitCode()).isEqualTo(4);
    assertThatThrownBy(
            () ->
                shell.run(
                    Command.of("bash", "-c", "exec >&- 2>&-; exec sleep 20")
                        .within(Duration.ofSeconds(1))))
        .isInstanceOf(CommandTimedOut.class);
  }

  @Test
  void a_program_that_is_not_there_is_an_answer() {
    CommandResult result = shell.run(Command.of("no-such-program"));
    assertThat(result.exitCode()).isIn(126, 127);
    assertThat(result.tail()).contains("no-such-program");
  }

  @Test
  void a_command_that_outlasts_its_limit_is_given_up_in_time() {
    Instant start = TIME.now();
    assertThatThrownBy(() -> shell.run(Command.of("sleep", "20").within(Duration.ofMillis(500))))
        .isInstanceOf(CommandTimedOut.class)
        .hasMessageContaining("sleep 20");
    assertThat(Duration.between(start, TIME.now())).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void a_file_comes_back_as_it_was_written() {
    byte[] content = new byte[300_000];
    new Random(7).nextBytes(content);
    shell.write("/etc/new/folder/with space.bin", content, "0640");
    assertThat(shell.read("/etc/new/folder/with space.bin")).isEqualTo(content);
    assertThat(shell.run(Command.of("stat", "-c", "%a", "/etc/new/folder/with space.bin")).stdout())
        .isEqualTo("640\n");
    assertThat(shell.run(Command.of("ls", "-A", "/etc/new/folder")).stdout())
        .isEqualTo("with space.bin\n");
  }

  @Test
  void an_empty_file_can_be_written() {
    shell.write("/etc/empty", new byte[0], "0600");
    assertThat(shell.read("/etc/empty")).isEmpty();
  }

  @Test
  void a_file_is_replaced_and_never_overwritten_where_somebody_reads_it() {
    shell.write("/etc/replaced", bytes("old"), "0600");
    String before = shell.run(Command.of("stat", "-c", "%i", "/etc/replaced")).stdout();
    shell.write("/etc/replaced", bytes("new"), "0600");
    assertThat(shell.run(Command.of("stat", "-c", "%i", "/etc/replaced")).stdout())
        .isNotEqualTo(before);
    assertThat(shell.read("/etc/replaced")).isEqualTo(bytes("new"));
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> shell.read("/etc/no-such-file"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cp-1")
        .hasMessageContaining("/etc/no-such-file");
  }

  @Test
  void a_paused_machine_cannot_be_reached() {
    ContainerShell paused = start("paused");
    engine.docker().pauseContainerCmd(name("paused")).exec();
    try {
      assertThatThrownBy(() -> paused.run(Command.of("true")))
          .isInstanceOf(NodeUnreachable.class)
          .hasMessageContaining("paused");
    } finally {
      engine.docker().unpauseContainerCmd(name("paused")).exec();
    }
  }

  @Test
  void a_killed_machine_cannot_be_reached_and_neither_can_one_that_is_gone() {
    ContainerShell doomed = start("doomed");
    assertThat(doomed.run(Command.of("true")).succeeded()).isTrue();
    engine.docker().killContainerCmd(name("doomed")).exec();
    assertThatThrownBy(() -> doomed.run(Command.of("true"))).isInstanceOf(NodeUnreachable.class);
    assertThatThrownBy(() -> doomed.read("/etc/hostname")).isInstanceOf(NodeUnreachable.class);
    engine.docker().removeContainerCmd(name("doomed")).withForce(true).exec();
    assertThatThrownBy(() -> doomed.run(Command.of("true"))).isInstanceOf(NodeUnreachable.class);
  }

  @Test
  void a_machine_killed_while_a_command_runs_cannot_be_reached() throws InterruptedException {
    ContainerShell doomed = start("doomed-later");
    Thread killer =
        new Thread(
            () -> {
              TIME.sleep(Duration.ofMillis(500));
              engine.docker().killContainerCmd(name("doomed-later")).exec();
            });
    killer.start();
    assertThatThrownBy(() -> doomed.run(Command.of("sleep", "20")))
        .isInstanceOf(NodeUnreachable.class);
    killer.join();
  }

  @Test
  void one_command_costs_little() {
    int runs = 20;
    Instant start = TIME.now();
    for (int i = 0; i < runs; i++) {
      shell.run(Command.of("true"));
    }
    Duration each = Duration.between(start, TIME.now()).dividedBy(runs);
    assertThat(each).isLessThan(Duration.ofSeconds(1));
  }

  private static ContainerShell start(String node) {
    String id =
        engine
            .docker()
            .createContainerCmd(TestEngine.node(TestEngine.OLD))
            .withName(name(node))
            .withLabels(LABELS.of("test"))
            .withEntrypoint("sleep", "infinity")
            .withHostConfig(
                HostConfig.newHostConfig().withNetworkMode("none").withTmpFs(Map.of("/tmp", "")))
            .exec()
            .getId();
    engine.docker().startContainerCmd(id).exec();
    return new ContainerShell(engine.docker(), new NodeName(node), name(node), TIME);
  }

  private static String name(String node) {
    return ContainerMachines.container(CLUSTER, node);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
