package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.PodRemoved;
import dev.firedrill.history.Observation.PodsSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A pod that a drain moves is given its time to end ("Termination of Pods" in the Kubernetes
 * documentation): a pod of the workload serves on for 8 s when it is told to end, so that whoever
 * looks once a second sees it ending before it is gone. One that was never seen to was taken out of
 * the API with no grace, and its process left to itself.
 */
final class TimeToEnd {

  /** The workload's namespace; of other pods nobody knows how long they need to end. */
  private static final String WORKLOAD = "firedrill-workload/";

  /** Two looks that are further apart leave room for an end that nobody saw. */
  private static final Duration APART = Duration.ofSeconds(6);

  /** One that was there for less may not have run yet, and then needs no time. */
  private static final Duration RAN = Duration.ofSeconds(10);

  private final History history;
  private final Disturbed disturbed;

  TimeToEnd(History history, Disturbed disturbed) {
    this.history = history;
    this.disturbed = disturbed;
  }

  /**
   * Judges one drain.
   *
   * @param looks at its node, in order
   */
  void check(Step drain, List<PodsSeen> looks, Assessment assessment) {
    // Runs from before ending pods were looked at name no pods of DaemonSets either.
    if (looks.stream().allMatch(seen -> seen.daemons().isEmpty())) {
      return;
    }
    Interval during = new Interval(drain.startedAt(), drain.finishedAt().orElse(drain.startedAt()));
    history
        .of(PodRemoved.class)
        .filter(removed -> removed.node().value().equals(drain.node()))
        .filter(removed -> during.contains(removed.at()))
        .filter(removed -> removed.pod().startsWith(WORKLOAD))
        .forEach(removed -> check(removed, drain, looks, assessment));
  }

  private void check(PodRemoved removed, Step drain, List<PodsSeen> looks, Assessment assessment) {
    Optional<PodsSeen> last =
        looks.stream().filter(seen -> of(seen.pods(), removed)).reduce((one, next) -> next);
    boolean ran =
        looks.stream()
            .filter(seen -> of(seen.pods(), removed))
            .anyMatch(seen -> !seen.at().isAfter(removed.at().minus(RAN)));
    boolean ended = looks.stream().anyMatch(seen -> of(seen.ending(), removed));
    if (last.isEmpty() || !ran || ended) {
      return;
    }
    Instant there = last.get().at();
    looks.stream()
        .filter(seen -> seen.at().isAfter(there))
        .findFirst()
        .filter(gone -> Duration.between(there, gone.at()).compareTo(APART) <= 0)
        .ifPresent(gone -> violation(removed, new Interval(there, gone.at()), drain, assessment));
  }

  private void violation(PodRemoved removed, Interval between, Step drain, Assessment assessment) {
    String sight =
        "pod %s was given no time to end: gone within %s, and never seen ending"
            .formatted(removed.pod(), Interval.seconds(between.length()));
    if (disturbed.touches(between)) {
      disturbed.excuse(assessment, between.to(), drain, sight);
    } else {
      assessment.violation(between.to(), drain, sight);
    }
  }

  private static boolean of(List<String> pods, PodRemoved removed) {
    return pods.stream().anyMatch(pod -> pod.startsWith(removed.pod() + "/"));
  }
}
