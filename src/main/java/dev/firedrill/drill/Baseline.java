package dev.firedrill.drill;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.CheckMade;
import dev.firedrill.history.Recorder;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.WaitedInVain;
import java.time.Duration;

/**
 * A change is judged against a cluster that was healthy before it; one that was not proves nothing.
 */
final class Baseline {

  private static final String CHECK = "baseline";
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final Recorder recorder;
  private final TimeSource time;

  Baseline(Recorder recorder, TimeSource time) {
    this.recorder = recorder;
    this.time = time;
  }

  /** True where an earlier process of this drill found the baseline healthy. */
  static boolean wasHealthy(History history) {
    return history
        .of(CheckMade.class)
        .anyMatch(check -> check.check().equals(CHECK) && check.passed());
  }

  /** Waits for it, and records whether it came. */
  boolean comesUp(Condition<Boolean> healthy) {
    try {
      new Await(time).until(healthy, LIMIT);
      record(healthy, true, "as expected");
      return true;
    } catch (WaitedInVain e) {
      record(healthy, false, e.getMessage());
      return false;
    }
  }

  private void record(Condition<Boolean> healthy, boolean passed, String seen) {
    recorder.record(
        new CheckMade(time.now(), CHECK, healthy.object(), passed, healthy.expected(), seen));
  }
}
