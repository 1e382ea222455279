package dev.firedrill.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.model.NodeName;
import dev.firedrill.report.DrillStep.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrillStepsTest {

  private static final Instant AT = RunDescriptions.STARTED_AT;

  @Test
  void a_step_lasts_from_its_start_to_its_end() {
    DrillSteps read = read(started(0, "a"), finished(5, "a", true), started(5, "b"));
    assertThat(read.steps().get(0).span()).isEqualTo(span(0, 5));
    assertThat(read.steps()).extracting(DrillStep::number).containsExactly(1, 2);
  }

  @Test
  void a_step_that_never_ended_stops_with_the_last_thing_seen() {
    DrillSteps read = read(started(0, "a"), command(9, "a", "kubeadm", 0));
    assertThat(read.steps()).singleElement().extracting(DrillStep::span).isEqualTo(span(0, 9));
    assertThat(read.steps().get(0).ending()).isEqualTo(Ending.UNFINISHED);
  }

  @Test
  void a_step_run_again_after_a_kill_is_two_attempts_with_their_own_commands() {
    DrillSteps read =
        read(
            started(0, "a"),
            command(3, "a", "first", 0),
            new Observation.RunResumed(AT.plusSeconds(60)),
            started(61, "a"),
            command(62, "a", "second", 0),
            finished(65, "a", true));
    assertThat(read.steps())
        .extracting(DrillStep::ending)
        .containsExactly(Ending.UNFINISHED, Ending.SUCCEEDED);
    assertThat(read.steps()).extracting(DrillStep::span).containsExactly(span(0, 3), span(61, 65));
    assertThat(read.steps().get(1).commands())
        .extracting(RanCommand::line)
        .containsExactly("second");
  }

  @Test
  void steps_side_by_side_keep_the_order_of_their_starts() {
    DrillSteps read =
        read(started(0, "a"), started(1, "b"), finished(2, "b", true), finished(3, "a", false));
    assertThat(read.steps()).extracting(step -> step.started().id()).containsExactly("a", "b");
    assertThat(read.steps().get(0).ending()).isEqualTo(Ending.FAILED);
  }

  @Test
  void a_command_repeated_by_a_wait_is_drawn_together_and_keeps_the_last_output() {
    DrillSteps read =
        read(
            started(0, "a"),
            command(2, "a", "crictl ps", 1),
            command(3, "a", "crictl ps", 1),
            command(4, "a", "crictl ps", 0));
    List<RanCommand> commands = read.steps().get(0).commands();
    assertThat(commands).extracting(RanCommand::times).containsExactly(2, 1);
    assertThat(commands.get(0).span()).isEqualTo(span(1, 3));
    assertThat(commands.get(0).output()).isEqualTo("commands/3.txt");
    assertThat(commands.get(0).ending()).isEqualTo("2 times exit code 1");
  }

  @Test
  void a_command_of_no_step_is_not_lost() {
    assertThat(read(command(1, "", "uname", 0)).outsideSteps())
        .extracting(RanCommand::line)
        .containsExactly("uname");
  }

  private static DrillSteps read(Observation... observations) {
    return new DrillSteps(new History(List.of(observations)));
  }

  private static Observation started(int second, String id) {
    return new Observation.StepStarted(
        AT.plusSeconds(second), id, Phase.CHANGE, "drain", "cp-1", Map.of(), List.of());
  }

  private static Observation finished(int second, String id, boolean succeeded) {
    return new Observation.StepFinished(AT.plusSeconds(second), id, succeeded, "done");
  }

  private static Observation command(int second, String step, String line, int exitCode) {
    return new Observation.CommandRun(
        AT.plusSeconds(second),
        step,
        new NodeName("cp-1"),
        line,
        exitCode,
        Duration.ofSeconds(1),
        "commands/" + second + ".txt");
  }

  private static Span span(int from, int to) {
    return new Span(AT.plusSeconds(from), AT.plusSeconds(to));
  }
}
