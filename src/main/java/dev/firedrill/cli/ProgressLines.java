package dev.firedrill.cli;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.RunResumed;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.history.Recorder;
import dev.firedrill.ports.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Passes observations on, and prints a line for each step with the seconds since the start. */
final class ProgressLines implements Recorder {

  private final Recorder recorder;
  private final TimeSource time;
  private final Consumer<String> line;
  private final Instant start;
  private final Map<String, Instant> begun = new ConcurrentHashMap<>();

  ProgressLines(Recorder recorder, TimeSource time, Consumer<String> line) {
    this.recorder = recorder;
    this.time = time;
    this.line = line;
    this.start = time.now();
  }

  @Override
  public void record(Observation observation) {
    recorder.record(observation);
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
                  Texts.length(Duration.between(from, step.at())),
                  step.detail()));
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
