package dev.firedrill.drill;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.Phase;
import dev.firedrill.history.Observation.StepFinished;
import dev.firedrill.history.Observation.StepStarted;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far a drill had come when its process ended, read from what it had recorded.
 *
 * @param fresh nothing was recorded yet
 * @param machinesMade a step was begun, so the machines were all there
 * @param baselineSeen the baseline was found healthy
 * @param succeeded the ids of the steps that were finished successfully
 * @param failed a step had failed: no further one is to be run
 * @param disasterBegun the fault was about to be injected, and may have been in part or whole
 * @param disasterConfirmed the fault was injected and seen to be there
 * @param recoveryEnded the recovery was waited for
 * @param disasterHealed the fault was healed
 * @param ended the run was recorded to its end
 */
record Standing(
    boolean fresh,
    boolean machinesMade,
    boolean baselineSeen,
    Set<String> succeeded,
    boolean failed,
    boolean disasterBegun,
    boolean disasterConfirmed,
    boolean recoveryEnded,
    boolean disasterHealed,
    boolean ended) {

  static Standing of(History history) {
    return new Standing(
        history.observations().isEmpty(),
        history.first(StepStarted.class).isPresent(),
        history.of(StepStarted.class).anyMatch(step -> step.phase() != Phase.CREATE)
            || Baseline.wasHealthy(history),
        history
            .of(StepFinished.class)
            .filter(StepFinished::succeeded)
            .map(StepFinished::id)
            .collect(Collectors.toUnmodifiableSet()),
        history.of(StepFinished.class).anyMatch(step -> !step.succeeded()),
        history.first(Observation.DisasterBegun.class).isPresent(),
        history.first(Observation.DisasterConfirmed.class).isPresent(),
        history.first(Observation.RecoveryEnded.class).isPresent(),
        history.of(Observation.DisasterHealed.class).anyMatch(Observation.DisasterHealed::healed),
        history.first(Observation.RunEnded.class).isPresent());
  }
}
