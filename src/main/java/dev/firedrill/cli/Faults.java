package dev.firedrill.cli;

import dev.firedrill.history.Observation.FaultInjected;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.history.Recorder;
import java.util.Optional;

/** What strikes a cluster while it is drilled, beside what the scenario itself does to it. */
@FunctionalInterface
interface Faults {

  /** Nothing does. */
  Faults NONE = step -> Optional.empty();

  /**
   * A step is about to begin.
   *
   * @return what was done to the cluster, or nothing
   */
  Optional<String> before(StepStarted step);

  /** The same recorder; before each step that is not part of making the cluster faults strike. */
  default Recorder striking(Recorder recorder) {
    return observation -> {
      recorder.record(observation);
      if (observation instanceof StepStarted step && step.phase() != Phase.CREATE) {
        before(step).ifPresent(what -> recorder.record(new FaultInjected(step.at(), what)));
      }
    };
  }
}
