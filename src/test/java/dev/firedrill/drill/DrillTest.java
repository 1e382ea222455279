package dev.firedrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.CheckMade;
import dev.firedrill.history.Observation.HarnessFailed;
import dev.firedrill.history.Observation.RunEnded;
import dev.firedrill.history.Observation.RunStarted;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.operations.OperationFailed;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillTest {

  @TempDir Path folder;
  private World world;

  @BeforeEach
  void fresh_world() {
    world = new World(folder);
  }

  private void run() {
    world.process(KillSwitch.never());
  }

  @Test
  void a_drill_creates_deploys_loads_changes_converges_and_audits_in_this_order() {
    run();
    assertThat(world.events)
        .containsExactly(
            "create machines",
            "run initialise-control-plane cp-1",
            "run install-network",
            "run join-worker worker-1",
            "deploy",
            "start after 1",
            "run back-up-etcd",
            "run drain cp-1",
            "run upgrade cp-1",
            "run drain worker-1",
            "stop",
            "audit");
    assertThat(world.history().observations().get(0)).isInstanceOf(RunStarted.class);
    assertThat(world.recorded.get(world.recorded.size() - 1)).isInstanceOf(RunEnded.class);
  }

  @Test
  void a_step_is_recorded_with_what_it_would_change_before_it_runs_and_with_its_end_after() {
    run();
    StepStarted drain =
        world
            .history()
            .of(StepStarted.class)
            .filter(step -> step.id().equals("change-01-drain-cp-1"))
            .findFirst()
            .orElseThrow();
    assertThat(drain.node()).isEqualTo("cp-1");
    assertThat(drain.changes()).containsExactly("would drain cp-1");
    assertThat(world.history().of(StepFinished.class))
        .contains(new StepFinished(drain.at(), "change-01-drain-cp-1", true, "did drain cp-1"));
  }

  @Test
  void the_first_step_that_fails_is_the_last_that_runs_and_the_audit_is_still_made() {
    world.behaviour.put(
        "upgrade cp-1",
        () -> {
          throw new OperationFailed("upgrading cp-1", "v1.30.4", "v1.29.4", "look");
        });
    run();
    assertThat(world.events)
        .contains("run upgrade cp-1", "stop", "audit")
        .doesNotContain("run drain worker-1");
    assertThat(world.history().of(StepFinished.class).filter(step -> !step.succeeded()))
        .singleElement()
        .satisfies(step -> assertThat(step.detail()).contains("expected v1.30.4, saw v1.29.4"));
    assertThat(world.history().first(RunEnded.class)).isPresent();
  }

  @Test
  void a_failed_step_before_the_change_keeps_the_change_from_starting() {
    world.behaviour.put(
        "back-up-etcd",
        () -> {
          throw new OperationFailed("backing up", "a snapshot", "nothing", "look");
        });
    run();
    assertThat(world.events).doesNotContain("run drain cp-1");
  }

  @Test
  void a_baseline_that_never_gets_healthy_starts_no_change_and_ends_no_run() {
    world.healthy = false;
    run();
    assertThat(world.events).contains("deploy").doesNotContain("run back-up-etcd", "audit");
    assertThat(world.history().first(CheckMade.class))
        .hasValueSatisfying(check -> assertThat(check.seen()).contains("last seen: ill"));
    assertThat(world.history().first(RunEnded.class)).isEmpty();
  }

  @Test
  void a_cluster_that_cannot_be_created_is_no_complete_run() {
    world.behaviour.put(
        "install-network",
        () -> {
          throw new OperationFailed("installing the network", "pods", "none", "look");
        });
    run();
    assertThat(world.events).doesNotContain("deploy");
    assertThat(world.history().first(RunEnded.class)).isEmpty();
  }

  @Test
  void what_breaks_in_firedrill_itself_is_recorded_as_such_and_the_load_is_ended() {
    world.behaviour.put(
        "drain cp-1",
        () -> {
          throw new IllegalStateException("a defect");
        });
    run();
    assertThat(world.events).contains("stop").doesNotContain("run upgrade cp-1", "audit");
    assertThat(world.history().first(HarnessFailed.class))
        .hasValueSatisfying(
            failed -> {
              assertThat(failed.what()).contains("a defect");
              assertThat(failed.doing()).isEqualTo("running the steps");
            });
    assertThat(world.history().first(RunEnded.class)).isEmpty();
  }

  @Test
  void a_stop_on_request_ends_the_load_and_is_neither_a_failed_step_nor_a_failed_harness() {
    world.behaviour.put(
        "upgrade cp-1",
        () -> {
          world.stop.request();
          throw new OperationFailed("upgrading cp-1", "an end", "an interruption", "look");
        });
    run();
    assertThat(world.events).contains("stop").doesNotContain("run drain worker-1", "audit");
    assertThat(world.history().of(StepFinished.class)).allMatch(StepFinished::succeeded);
    assertThat(world.history().of(Observation.HarnessFailed.class)).isEmpty();
    assertThat(world.history().first(RunEnded.class)).isEmpty();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void a_cluster_that_does_not_converge_is_left_to_the_verdict() {
    world.behaviour.put(
        "drain worker-1",
        () -> {
          world.healthy = false;
          return "drained";
        });
    run();
    assertThat(world.events).endsWith("stop", "audit");
    assertThat(world.history().first(RunEnded.class)).isPresent();
  }
}
