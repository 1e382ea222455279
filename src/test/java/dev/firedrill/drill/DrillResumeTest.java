package dev.firedrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.history.Observation.RunEnded;
import dev.firedrill.history.Observation.RunResumed;
import dev.firedrill.history.Observation.RunStarted;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.operations.OperationFailed;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drill is killed at every point at which it does something, and resumed. */
class DrillResumeTest {

  private static final int MORE_THAN_A_DRILL_DOES = 1_000;

  @TempDir Path folder;

  /** Runs until killed; true where it came to its end before. */
  private static boolean process(World world, KillSwitch kill) {
    try {
      world.process(kill);
      return true;
    } catch (KillSwitch.Killed killed) {
      return false;
    }
  }

  @Test
  void killed_anywhere_and_resumed_every_step_is_done_and_only_the_interrupted_one_twice() {
    int kills = 0;
    for (int point = 1; point < MORE_THAN_A_DRILL_DOES; point++) {
      World world = new World(folder);
      if (process(world, KillSwitch.at(point))) {
        break;
      }
      kills++;
      check_resumed(world, point);
    }
    assertThat(kills).isGreaterThan(40);
  }

  @Test
  void killed_again_while_it_was_resumed_it_still_comes_to_the_same_end() {
    for (int first = 1; first < MORE_THAN_A_DRILL_DOES; first++) {
      World once = new World(folder);
      if (process(once, KillSwitch.at(first))) {
        return;
      }
      for (int second = 1; second < MORE_THAN_A_DRILL_DOES; second++) {
        World twice = new World(folder);
        process(twice, KillSwitch.at(first));
        if (process(twice, KillSwitch.at(second))) {
          break;
        }
        check_resumed(twice, first * MORE_THAN_A_DRILL_DOES + second);
      }
    }
  }

  private static void check_resumed(World world, int point) {
    Set<String> finished = finished(world);
    int before = world.recorded.size();
    world.process(KillSwitch.never());
    List<String> startedAgain =
        world.recorded.subList(before, world.recorded.size()).stream()
            .filter(StepStarted.class::isInstance)
            .map(StepStarted.class::cast)
            .map(StepStarted::id)
            .toList();
    List<String> planned = world.plan().steps().stream().map(PlannedStep::id).toList();
    List<String> left = planned.stream().filter(id -> !finished.contains(id)).toList();
    assertThat(startedAgain).as("steps run after the kill at point %d", point).isEqualTo(left);
    assertThat(finished(world)).as("point %d", point).containsExactlyInAnyOrderElementsOf(planned);
    assertThat(world.history().of(RunStarted.class)).as("point %d", point).hasSize(1);
    assertThat(world.history().of(RunEnded.class)).as("point %d", point).hasSize(1);
  }

  private static Set<String> finished(World world) {
    return world
        .history()
        .of(StepFinished.class)
        .filter(StepFinished::succeeded)
        .map(StepFinished::id)
        .collect(Collectors.toSet());
  }

  @Test
  void a_resumed_drill_attaches_goes_on_with_load_and_ledger_and_waits_for_orphans() {
    World world = new World(folder);
    world.behaviour.put(
        "upgrade cp-1",
        () -> {
          throw new KillSwitch.Killed();
        });
    process(world, KillSwitch.never());
    world.events.clear();
    world.behaviour.clear();
    int before = world.recorded.size();
    world.process(KillSwitch.never());
    assertThat(world.events)
        .containsExactly(
            "attach",
            "start after " + (before + 1),
            "pgrep on cp-1",
            "pgrep on worker-1",
            "run upgrade cp-1",
            "run drain worker-1",
            "stop",
            "audit");
    assertThat(world.history().of(RunResumed.class)).hasSize(1);
  }

  @Test
  void machines_that_were_made_in_part_are_made_anew() {
    World world = new World(folder);
    assertThat(process(world, KillSwitch.at(4))).isFalse();
    assertThat(world.events).containsExactly("create machines");
    world.events.clear();
    world.process(KillSwitch.never());
    assertThat(world.events).startsWith("destroy", "create machines");
  }

  @Test
  void a_step_that_had_failed_is_not_tried_again() {
    World world = new World(folder);
    world.behaviour.put(
        "drain cp-1",
        () -> {
          throw new OperationFailed("draining cp-1", "no pods", "pods", "look");
        });
    World counting = new World(folder);
    counting.behaviour.putAll(world.behaviour);
    int last = 1;
    while (!process(fresh(counting), KillSwitch.at(last))) {
      last++;
    }
    process(world, KillSwitch.at(last - 1));
    world.behaviour.clear();
    world.process(KillSwitch.never());
    assertThat(Collections.frequency(world.events, "run drain cp-1")).isEqualTo(1);
    assertThat(world.events).doesNotContain("run upgrade cp-1");
    assertThat(world.history().of(StepFinished.class)).anyMatch(step -> !step.succeeded());
  }

  private World fresh(World like) {
    World world = new World(folder);
    world.behaviour.putAll(like.behaviour);
    return world;
  }

  @Test
  void a_run_that_was_recorded_to_its_end_is_left_as_it_is() {
    World world = new World(folder);
    world.process(KillSwitch.never());
    int recorded = world.recorded.size();
    world.process(KillSwitch.never());
    assertThat(world.recorded).hasSize(recorded);
  }
}
