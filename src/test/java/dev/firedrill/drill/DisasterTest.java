package dev.firedrill.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backup.BackupKey;
import dev.firedrill.backup.BackupPart;
import dev.firedrill.backup.BackupSet;
import dev.firedrill.backup.DirectoryStore;
import dev.firedrill.fault.Fault;
import dev.firedrill.fault.FaultContext;
import dev.firedrill.fault.FaultDefinition;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.DisasterBegun;
import dev.firedrill.history.Observation.DisasterConfirmed;
import dev.firedrill.history.Observation.DisasterDoubted;
import dev.firedrill.history.Observation.DisasterHealed;
import dev.firedrill.history.Observation.RecoveryEnded;
import dev.firedrill.history.Observation.RecoverySeen;
import dev.firedrill.history.Observation.RunEnded;
import dev.firedrill.history.Observation.RunbookResumed;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.model.Arguments;
import dev.firedrill.model.DisasterRow;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Seed;
import dev.firedrill.model.Topology;
import dev.firedrill.operations.OperationFailed;
import dev.firedrill.ports.BackupStore;
import dev.firedrill.ports.BackupStoreFailed;
import dev.firedrill.ports.EtcdUnavailable;
import dev.firedrill.ports.FileNotAccessible;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A drill with a fault: what it does in which order, also where it is killed and resumed. */
class DisasterTest {

  private static final int MORE_THAN_A_DRILL_DOES = 1_000;

  @TempDir Path folder;

  private World world() {
    World world = new World(folder);
    world.fault =
        new PlannedFault(
            new FaultDefinition("break-it", "", List.of(), none -> new Breakage(world)),
            new Arguments(Map.of()),
            Map.of(),
            DisasterRow.WORKER,
            Duration.ofSeconds(10));
    return world;
  }

  private static boolean process(World world, KillSwitch kill) {
    try {
      world.process(kill);
      return true;
    } catch (KillSwitch.Killed killed) {
      return false;
    }
  }

  @Test
  void the_fault_comes_before_the_recovery_and_is_healed_before_what_comes_after() {
    World world = world();
    process(world, KillSwitch.never());
    assertThat(world.events)
        .containsSubsequence(
            "run back-up-etcd",
            "break",
            "run drain cp-1",
            "run upgrade cp-1",
            "run drain worker-1",
            "heal",
            "run verify-cluster",
            "stop",
            "audit");
    assertThat(world.recorded.stream().map(Observation::getClass).toList())
        .containsSubsequence(
            DisasterBegun.class,
            DisasterConfirmed.class,
            RecoverySeen.class,
            RecoveryEnded.class,
            DisasterHealed.class,
            RunEnded.class);
    assertThat(world.history().first(RecoveryEnded.class).orElseThrow().settled()).isTrue();
  }

  @Test
  void a_fault_that_is_not_seen_to_be_there_is_healed_and_nothing_is_recovered() {
    World world = world();
    world.behaviour.put("break", () -> "nothing breaks");
    process(world, KillSwitch.never());
    assertThat(world.history().of(DisasterDoubted.class)).hasSize(1);
    assertThat(world.events).contains("heal").doesNotContain("run drain cp-1");
  }

  @Test
  void an_injection_that_breaks_off_half_way_is_healed() {
    World world = world();
    world.behaviour.put(
        "break",
        () -> {
          throw new IllegalStateException("the engine is gone");
        });
    process(world, KillSwitch.never());
    assertThat(world.events).containsSubsequence("break", "heal");
    assertThat(world.history().of(Observation.HarnessFailed.class)).hasSize(1);
  }

  @Test
  void a_recovery_that_fails_is_waited_for_a_while_and_the_fault_is_healed() {
    World world = world();
    world.behaviour.put(
        "upgrade cp-1",
        () -> {
          world.healthy = false;
          throw new OperationFailed("upgrading", "success", "none", "try again");
        });
    process(world, KillSwitch.never());
    RecoveryEnded ended = world.history().first(RecoveryEnded.class).orElseThrow();
    assertThat(ended.settled()).isFalse();
    assertThat(ended.why()).contains("ill");
    assertThat(world.events).contains("heal").doesNotContain("run verify-cluster");
  }

  @Test
  void a_recovery_whose_steps_end_well_is_waited_for_as_long_as_the_scenario_says() {
    World world = world();
    world.fault = world.fault.within(Duration.ofSeconds(77));
    world.behaviour.put(
        "upgrade cp-1",
        () -> {
          world.healthy = false;
          return "done";
        });
    process(world, KillSwitch.never());
    RecoveryEnded ended = world.history().first(RecoveryEnded.class).orElseThrow();
    assertThat(ended.settled()).isFalse();
    assertThat(ended.why()).contains("waited 77 s");
  }

  /** Something strikes until it is healed; while it does, that step or injection fails. */
  private static World struck(World world, String step, RuntimeException failure) {
    world.disturbances =
        new Disturbances() {
          @Override
          public void stepBegins(String id) {}

          @Override
          public boolean end() {
            world.behaviour.remove(step);
            return true;
          }
        };
    world.behaviour.put(
        step,
        () -> {
          throw failure;
        });
    return world;
  }

  private static NodeUnreachable unreachable() {
    return new NodeUnreachable(World.CP, "looking", "no power", new IllegalStateException());
  }

  @ParameterizedTest
  @ValueSource(strings = {"back-up-etcd", "upgrade cp-1", "verify-cluster"})
  void a_runbook_that_something_else_stopped_goes_on_at_that_step_once_that_is_healed(String step) {
    World world = struck(world(), step, unreachable());
    process(world, KillSwitch.never());
    assertThat(world.events)
        .containsSubsequence(
            "run back-up-etcd",
            "break",
            "run drain cp-1",
            "run upgrade cp-1",
            "run drain worker-1",
            "heal",
            "run verify-cluster",
            "audit");
    assertThat(Collections.frequency(world.events, "run " + step)).isEqualTo(2);
    assertThat(Collections.frequency(world.events, "break")).isEqualTo(1);
    assertThat(world.history().of(RunbookResumed.class)).hasSize(1);
    assertThat(world.history().first(RecoveryEnded.class).orElseThrow().settled()).isTrue();
    assertThat(world.history().of(Observation.HarnessFailed.class)).isEmpty();
  }

  @Test
  void a_step_that_fails_again_when_nothing_strikes_any_more_is_the_last() {
    World world = struck(world(), "upgrade cp-1", unreachable());
    world.behaviour.put("drain worker-1", world.behaviour.get("upgrade cp-1"));
    process(world, KillSwitch.never());
    assertThat(Collections.frequency(world.events, "run drain worker-1")).isEqualTo(1);
    assertThat(world.events).contains("heal").doesNotContain("run verify-cluster");
  }

  @Test
  void a_fault_whose_injection_something_else_kept_is_injected_once_that_is_healed() {
    World world = struck(world(), "break", unreachable());
    // Before the failure nothing was broken, so that it is not there afterwards.
    world.behaviour.put(
        "break",
        () -> {
          world.events.remove("break");
          throw unreachable();
        });
    process(world, KillSwitch.never());
    assertThat(world.history().of(DisasterDoubted.class))
        .singleElement()
        .satisfies(doubt -> assertThat(doubt.why()).contains("no power"));
    assertThat(world.history().of(DisasterConfirmed.class)).hasSize(1);
    assertThat(world.events).containsSubsequence("break", "run drain cp-1", "heal");
  }

  @Test
  void a_machine_that_does_not_take_a_file_fails_the_step_and_not_the_harness() {
    World world = world();
    world.behaviour.put(
        "upgrade cp-1",
        () -> {
          throw FileNotAccessible.writing(World.CP, "/etc/x", new IOException("No space left"));
        });
    process(world, KillSwitch.never());
    assertThat(world.history().of(Observation.HarnessFailed.class)).isEmpty();
    assertThat(world.history().of(StepFinished.class).filter(step -> !step.succeeded()))
        .singleElement()
        .satisfies(
            step ->
                assertThat(step.detail())
                    .isEqualTo("node cp-1 does not take file /etc/x: No space left"));
  }

  /** A place of backups that gives no answer. */
  private record Silent() implements BackupStore {

    private static BackupStoreFailed failed() {
      return new BackupStoreFailed("asking s3://b", "silence", "wait", new IOException("silence"));
    }

    @Override
    public String place() {
      return "s3://b";
    }

    @Override
    public void put(String name, byte[] content) {
      throw failed();
    }

    @Override
    public Optional<byte[]> get(String name) {
      throw failed();
    }

    @Override
    public List<String> names() {
      throw failed();
    }

    @Override
    public void delete(String name) {
      throw failed();
    }
  }

  @Test
  void backups_whose_place_gives_no_answer_in_the_end_are_not_read_and_the_run_ends_well() {
    World world = world();
    world.backups = new BackupSet(new Silent(), null, "test");
    process(world, KillSwitch.never());
    assertThat(world.history().of(Observation.HarnessFailed.class)).isEmpty();
    assertThat(world.history().last(RunEnded.class)).isPresent();
    assertThat(
            world
                .history()
                .of(Observation.CheckMade.class)
                .filter(check -> check.check().equals("backups read")))
        .singleElement()
        .satisfies(check -> assertThat(check.passed()).isFalse())
        .satisfies(check -> assertThat(check.seen()).contains("asking s3://b: silence"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_fault_of_backups_that_these_do_not_let_in_is_not_seen_to_be_there(boolean silent) {
    World world = world();
    BackupKey key = BackupKey.ofSeed(new Seed(1));
    world.behaviour.put(
        "break",
        () -> {
          if (silent) {
            throw Silent.failed();
          }
          BackupSet open = world.backups;
          open.commit(BackupPart.PKI, List.of());
          return ""
              + new BackupSet(new DirectoryStore(folder.resolve("backups")), key, "").manifest();
        });
    process(world, KillSwitch.never());
    assertThat(world.history().of(Observation.HarnessFailed.class)).isEmpty();
    assertThat(world.history().of(DisasterDoubted.class))
        .singleElement()
        .satisfies(doubt -> assertThat(doubt.why()).contains(silent ? "silence" : "no key sealed"));
    assertThat(world.events).contains("heal").doesNotContain("run drain cp-1");
  }

  /** Explored: a machine stood still for 10 s at just that moment, and its etcd stayed small. */
  @Test
  void a_fault_that_cannot_be_healed_at_the_moment_is_healed_later() {
    World world = world();
    world.behaviour.put(
        "heal",
        () -> {
          if (Collections.frequency(world.events, "heal") < 3) {
            throw new EtcdUnavailable("silence", new IOException("silence"));
          }
          return "healed in the end";
        });

    process(world, KillSwitch.never());

    assertThat(world.history().of(DisasterHealed.class))
        .singleElement()
        .satisfies(
            healed -> {
              assertThat(healed.healed()).isTrue();
              assertThat(healed.detail()).isEqualTo("healed in the end");
            });
  }

  @Test
  void a_fault_that_cannot_be_healed_within_minutes_is_told() {
    World world = world();
    world.behaviour.put(
        "heal",
        () -> {
          throw new EtcdUnavailable("silence", new IOException("silence"));
        });

    process(world, KillSwitch.never());

    assertThat(world.history().of(DisasterHealed.class))
        .singleElement()
        .satisfies(
            healed -> {
              assertThat(healed.healed()).isFalse();
              assertThat(healed.detail()).contains("waited 120 s", "silence");
            });
  }

  @Test
  void killed_anywhere_and_resumed_a_fault_that_is_there_is_not_injected_again() {
    int kills = 0;
    for (int point = 1; point < MORE_THAN_A_DRILL_DOES; point++) {
      World world = world();
      if (process(world, KillSwitch.at(point))) {
        break;
      }
      kills++;
      process(world, KillSwitch.never());
      assertThat(world.history().last(RunEnded.class)).as("killed at %d", point).isPresent();
      assertThat(Collections.frequency(world.events, "break"))
          .as("injections, killed at %d", point)
          .isEqualTo(1);
      assertThat(world.history().of(DisasterConfirmed.class)).hasSize(1);
      assertThat(world.history().of(RecoveryEnded.class)).hasSize(1);
      assertThat(world.events).containsSubsequence("break", "heal", "run verify-cluster", "audit");
    }
    assertThat(kills).isGreaterThan(50);
  }

  /** Breaks nothing; the world says whether it is seen. */
  private record Breakage(World world) implements Fault {

    @Override
    public List<String> changes(Topology topology, Seed seed) {
      return List.of("something breaks");
    }

    @Override
    public void inject(FaultContext context) {
      world.happens("break");
      world.behaviour.getOrDefault("break", () -> "").get();
    }

    @Override
    public Condition<Boolean> confirmation(FaultContext context) {
      return new Condition<>(
          "broken",
          "it",
          () ->
              Sight.when(
                  world.events.contains("break") && !world.behaviour.containsKey("break"),
                  () -> "whole"));
    }

    @Override
    public String heal(FaultContext context) {
      world.happens("heal");
      return world.behaviour.getOrDefault("heal", () -> "healed").get();
    }

    @Override
    public List<NodeName> absent(Topology topology, Seed seed) {
      return List.of(World.WORKER);
    }
  }
}
