package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.model.FaultKind;
import dev.firedrill.model.Schedule;
import dev.firedrill.model.ScheduledFault;
import dev.firedrill.model.Seed;
import dev.firedrill.verdict.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShrinkingTest {

  private static final ScheduledFault CRASH = fault(FaultKind.CRASH_MACHINE, "cp-1", 1234, 30_500);
  private static final ScheduledFault STOP = fault(FaultKind.STOP_ETCD, "cp-2", 2500, 9000);
  private static final List<ScheduledFault> SIX =
      List.of(
          fault(FaultKind.PAUSE_MACHINE, "cp-1", 1, 1000),
          CRASH,
          fault(FaultKind.STOP_SCHEDULER, "cp-1", 1, 1000),
          fault(FaultKind.STOP_KUBELET, "worker-1", 1, 1000),
          STOP,
          fault(FaultKind.SLOW_DISK, "cp-3", 1, 1000));

  private final List<Schedule> drilled = new ArrayList<>();

  private static ScheduledFault fault(FaultKind kind, String host, long after, long lasts) {
    return new ScheduledFault(
        kind,
        List.of(host),
        "change-01-drain-cp-1",
        Duration.ofMillis(after),
        Duration.ofMillis(lasts));
  }

  private static SeedResult failed(Schedule schedule, String finding) {
    return new SeedResult(
        schedule, Outcome.FAIL, false, finding, List.of(), "trace", Duration.ofMinutes(3));
  }

  /** Fails where both are there and the crash lasts 8 s; by the crash alone for another reason. */
  private SeedResult drill(Schedule schedule) {
    drilled.add(schedule);
    boolean crash =
        schedule.faults().stream()
            .anyMatch(f -> f.kind() == CRASH.kind() && f.lasts().toSeconds() >= 8);
    boolean stop = schedule.faults().stream().anyMatch(f -> f.kind() == STOP.kind());
    if (crash && stop) {
      return failed(schedule, "steps: drain of cp-1: failed after %d s".formatted(drilled.size()));
    }
    return crash
        ? failed(schedule, "end state: node cp-1: is not Ready")
        : new SeedResult(
            schedule, Outcome.PASS, true, "", List.of(), "trace", Duration.ofMinutes(3));
  }

  @Test
  void what_does_not_bring_the_finding_about_is_left_out_and_what_does_is_made_simple() {
    SeedResult failing = drill(new Schedule(new Seed(7), SIX));
    SeedResult shrunk = new Shrinking(this::drill, () -> false).shrink(failing);
    assertThat(shrunk.schedule())
        .isEqualTo(
            new Schedule(
                new Seed(7),
                List.of(
                    CRASH.after(Duration.ZERO).lasting(Duration.ofSeconds(15)),
                    STOP.after(Duration.ZERO).lasting(Duration.ofSeconds(1)))));
    assertThat(shrunk.finding()).startsWith("steps: drain");
    assertThat(drilled).hasSizeLessThan(30);
  }

  /** The stop alone brings it about, whether or not the others strike too. */
  private SeedResult drillOfStop(Schedule schedule) {
    drilled.add(schedule);
    return schedule.faults().contains(STOP)
        ? failed(schedule, "steps: drain of cp-1: failed")
        : new SeedResult(
            schedule, Outcome.PASS, true, "", List.of(), "trace", Duration.ofMinutes(3));
  }

  @Test
  void what_never_struck_goes_first_and_no_schedule_is_drilled_twice() {
    List<ScheduledFault> struck = List.of(CRASH, STOP);
    SeedResult failing =
        new SeedResult(
            new Schedule(new Seed(7), SIX),
            Outcome.FAIL,
            false,
            "steps: drain of cp-1: failed",
            struck.stream().map(ScheduledFault::what).toList(),
            "trace",
            Duration.ofMinutes(3));
    SeedResult shrunk = new Shrinking(this::drillOfStop, () -> false).shrink(failing);
    assertThat(shrunk.schedule().faults()).containsExactly(STOP);
    assertThat(drilled).extracting(Schedule::faults).startsWith(struck, List.of(), List.of(STOP));
    assertThat(drilled).doesNotHaveDuplicates().hasSizeLessThan(8);
  }

  @Test
  void where_there_is_no_time_it_is_left_as_it_is() {
    SeedResult failing = failed(new Schedule(new Seed(7), SIX), "steps: drain of cp-1: failed");
    assertThat(new Shrinking(this::drill, () -> true).shrink(failing)).isSameAs(failing);
    assertThat(drilled).isEmpty();
  }

  @Test
  void a_drill_that_fails_without_any_fault_is_left_with_none() {
    SeedResult failing = failed(new Schedule(new Seed(7), SIX), "end state: cp-1: is at v1.29.4");
    SeedResult shrunk =
        new Shrinking(schedule -> failed(schedule, "end state: cp-1: is at v1.29.14"), () -> false)
            .shrink(failing);
    assertThat(shrunk.schedule().faults()).isEmpty();
  }
}
