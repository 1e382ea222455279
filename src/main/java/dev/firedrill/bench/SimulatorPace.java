package dev.firedrill.bench;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.CheckMade;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.history.Recorder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How fast virtual time passes: watches a simulated run as it is recorded, and looks at a real
 * clock where a phase begins or ends.
 */
public final class SimulatorPace implements Recorder {

  /** A moment by both clocks. */
  private record Moment(Instant virtual, Instant real) {}

  /**
   * What one run took.
   *
   * @param simulated virtual time from the first to the last observation
   * @param all real time of the same
   * @param creation real time from the first observation until workload and DNS were ready
   * @param change real time from the beginning of the first step of the change to the end of the
   *     last
   */
  public record Figures(Duration simulated, Duration all, Duration creation, Duration change) {

    /** Simulated seconds in one real second. */
    public double rate() {
      return (double) simulated.toNanos() / Math.max(1, all.toNanos());
    }
  }

  private final InstantSource clock;
  private @Nullable Moment first;
  private @Nullable Moment ready;
  private @Nullable Moment changeBegan;
  private @Nullable Moment changeEnded;
  private @Nullable Moment last;

  /** Watches by that clock, which is a real one. */
  public SimulatorPace(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void record(Observation observation) {
    Moment now = new Moment(observation.at(), clock.instant());
    first = first == null ? now : first;
    last = now;
    if (observation instanceof CheckMade check
        && check.check().equals("baseline")
        && check.passed()
        && ready == null) {
      ready = now;
    } else if (observation instanceof StepStarted step
        && step.phase() == Phase.CHANGE
        && changeBegan == null) {
      changeBegan = now;
    } else if (observation instanceof StepFinished && changeBegan != null) {
      changeEnded = now;
    }
  }

  /** The figures of what was seen; a phase that did not end took no time. */
  public Figures figures() {
    Duration simulated =
        first == null || last == null
            ? Duration.ZERO
            : Duration.between(first.virtual(), last.virtual());
    return new Figures(
        simulated, between(first, last), between(first, ready), between(changeBegan, changeEnded));
  }

  private static Duration between(@Nullable Moment from, @Nullable Moment to) {
    return from == null || to == null ? Duration.ZERO : Duration.between(from.real(), to.real());
  }
}
