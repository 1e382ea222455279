package dev.firedrill.verdict;

import dev.firedrill.history.Observation.PodsSeen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;

/**
 * A drain leaves the pods of DaemonSets where they are: their controller makes others at once,
 * cordon or not, and meanwhile the node is without its service proxy or its network.
 */
final class DaemonsLeft {

  private final Disturbed disturbed;

  DaemonsLeft(Disturbed disturbed) {
    this.disturbed = disturbed;
  }

  /**
   * Judges one drain.
   *
   * @param looks at its node, in order
   * @param late how much later than the drain's end what it did may be seen
   */
  void check(Step drain, List<PodsSeen> looks, Duration late, Assessment assessment) {
    Instant start = drain.startedAt();
    Instant end = drain.finishedAt().orElse(start).plus(late);
    TreeSet<String> left = new TreeSet<>();
    for (PodsSeen seen : looks) {
      if (!seen.at().isAfter(start)) {
        left.clear();
        left.addAll(seen.daemons());
      } else if (!seen.at().isAfter(end)) {
        for (String pod : List.copyOf(left)) {
          if (!seen.daemons().contains(pod)) {
            left.remove(pod);
            gone(pod, seen, drain, assessment);
          }
        }
      }
    }
  }

  private void gone(String pod, PodsSeen seen, Step drain, Assessment assessment) {
    String sight = "pod %s of a DaemonSet was removed; a drain leaves those".formatted(pod);
    if (disturbed.at(seen.at())) {
      disturbed.excuse(assessment, seen.at(), drain, sight);
    } else {
      assessment.violation(seen.at(), drain, sight);
    }
  }
}
