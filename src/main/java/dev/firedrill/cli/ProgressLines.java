package dev.firedrill.cli;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.DisasterBegun;
import dev.firedrill.history.Observation.DisasterConfirmed;
import dev.firedrill.history.Observation.DisasterDoubted;
import dev.firedrill.history.Observation.DisasterHealed;
import dev.firedrill.history.Observation.FaultHealed;
import dev.firedrill.history.Observation.FaultInjected;
import dev.firedrill.history.Observation.RecoveryEnded;
import dev.firedrill.history.Observation.RunResumed;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.history.Recorder;
import dev.firedrill.model.Length;
import dev.firedrill.ports.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Prints a line for each step and for what goes on beside them, with the seconds since the start.
 */
final class ProgressLines {

  private final TimeSource time;
  private final Consumer<String> line;
  private final Instant start;
  private final Map<String, Instant> begun = new ConcurrentHashMap<>();

  ProgressLines(TimeSource time, Consumer<String> line) {
    this.time = time;
    this.line = line;
    this.start = time.now();
  }

  /** The same recorder; what it records is shown as well. */
  Recorder showing(Recorder recorder) {
    return observation -> {
      recorder.record(observation);
      show(observation);
    };
  }

  private void show(Observation observation) {
    if (observation instanceof StepStarted step) {
      begun.put(step.id(), step.at());
      print(step.at(), step.id());
    } else if (observation instanceof StepFinished step) {
      Instant from = begun.getOrDefault(step.id(), step.at());
      print(
          step.at(),
          "  %s after %s: %s"
              .formatted(
                  step.succeeded() ? "done" : "FAILED",
                  Length.text(Duration.between(from, step.at())),
                  step.detail()));
    } else if (observation instanceof DisasterBegun fault) {
      print(fault.at(), fault.id() + " " + fault.arguments());
    } else if (observation instanceof DisasterConfirmed fault) {
      print(fault.at(), "  seen: " + fault.seen());
    } else if (observation instanceof DisasterDoubted fault) {
      print(fault.at(), "  NOT SEEN: " + fault.why());
    } else if (observation instanceof RecoveryEnded recovery) {
      print(
          recovery.at(), recovery.settled() ? "  recovered" : "  NOT RECOVERED: " + recovery.why());
    } else if (observation instanceof DisasterHealed fault) {
      print(fault.at(), (fault.healed() ? "  healed: " : "  NOT HEALED: ") + fault.detail());
    } else if (observation instanceof FaultInjected fault) {
      print(fault.at(), "  fault: " + fault.what());
    } else if (observation instanceof FaultHealed fault) {
      print(fault.at(), "  healed: " + fault.what());
    } else if (observation instanceof RunResumed resumed) {
      print(resumed.at(), "going on with a run that was interrupted");
    }
  }

  /** What the drill is at, beside its steps. */
  void say(String what) {
    print(time.now(), what);
  }

  private void print(Instant at, String text) {
    line.accept("%5d s  %s".formatted(Duration.between(start, at).toSeconds(), text));
  }
}
