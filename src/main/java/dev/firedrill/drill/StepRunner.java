package dev.firedrill.drill;

import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import dev.firedrill.history.Recorder;
import dev.firedrill.operations.Attempt;
import dev.firedrill.operations.Operation;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.ports.TimeSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Runs steps in order and records each. The first that fails is the last: an operator's runbook
 * does not go on over a failed step either.
 */
final class StepRunner {

  private final Recorder recorder;
  private final TimeSource time;
  private final StopSignal stop;
  private final Set<String> done;
  private final Disturbances disturbances;

  /**
   * Runs steps.
   *
   * @param done the ids of steps that an earlier process finished; they are passed over
   * @param disturbances told of every step that begins on a cluster that is made
   */
  StepRunner(
      Recorder recorder,
      TimeSource time,
      StopSignal stop,
      Set<String> done,
      Disturbances disturbances) {
    this.recorder = recorder;
    this.time = time;
    this.stop = stop;
    this.done = new HashSet<>(done);
    this.disturbances = disturbances;
  }

  /**
   * Runs them; those that have succeeded before are passed over.
   *
   * @param contexts what the step of an id acts with
   * @return true where every one succeeded, now or before
   */
  boolean run(List<PlannedStep> steps, Function<String, OperationContext> contexts) {
    for (PlannedStep step : steps) {
      stop.check();
      if (!done.contains(step.id()) && !run(step, contexts.apply(step.id()))) {
        return false;
      }
    }
    return true;
  }

  private boolean run(PlannedStep step, OperationContext context) {
    Operation operation = step.operation();
    recorder.record(
        new StepStarted(
            time.now(),
            step.id(),
            step.phase(),
            step.definition().name(),
            step.node(),
            step.written(),
            operation.changes()));
    if (step.phase() != Phase.CREATE) {
      disturbances.stepBegins(step.id());
    }
    Attempt attempt = Attempt.at(operation, context);
    if (attempt instanceof Attempt.Failed failed) {
      // What fails while the drill is being stopped fails because of that.
      stop.check();
      return finished(step, false, failed.why());
    }
    done.add(step.id());
    return finished(step, true, ((Attempt.Done) attempt).detail());
  }

  private boolean finished(PlannedStep step, boolean succeeded, String detail) {
    recorder.record(new StepFinished(time.now(), step.id(), succeeded, detail));
    return succeeded;
  }
}
