package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.PodsSeen;
import dev.firedrill.model.Expectations;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A node of which a step says that it is drained is: no pod that had to move, and was there before,
 * is there afterwards; its pods had their time to end, and those of DaemonSets were left. The watch
 * saw the pods, not the operation ("Safely Drain a Node" in the Kubernetes documentation).
 */
final class NodesDrained implements Checker {

  /** A look that began before the drain was over may be answered this much later. */
  private static final Duration LATE = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "drains";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    List<Step> drains = Steps.of(history).named(Step.DRAIN).filter(Step::succeeded).toList();
    Disturbed disturbed = Disturbed.of(history);
    for (Step drain : drains) {
      List<PodsSeen> looks = looks(drain, history);
      check(drain, looks, assessment);
      new DaemonsLeft(disturbed).check(drain, looks, LATE, assessment);
      new TimeToEnd(history, disturbed).check(drain, looks, assessment);
    }
    Unobserved.of(history).noteIn(assessment);
    return assessment.conclude(
        "of %d drained nodes no pod that was there before was left, but for those of DaemonSets"
            .formatted(drains.size()));
  }

  private static List<PodsSeen> looks(Step drain, History history) {
    return history
        .of(PodsSeen.class)
        .filter(seen -> seen.node().value().equals(drain.node()))
        .sorted(Comparator.comparing(PodsSeen::at))
        .toList();
  }

  private static void check(Step drain, List<PodsSeen> looks, Assessment assessment) {
    Instant end = drain.finishedAt().orElse(drain.startedAt());
    Set<String> before = new HashSet<>();
    looks.stream().filter(seen -> !seen.at().isAfter(end)).forEach(s -> before.addAll(s.pods()));
    List<PodsSeen> after =
        looks.stream().filter(seen -> seen.at().isAfter(end.plus(LATE))).toList();
    if (after.isEmpty() || before.isEmpty() && looks.get(0).at().isAfter(end)) {
      assessment.doubt(end, drain, "nobody looked at the node's pods before and after it");
      return;
    }
    Set<String> left = new HashSet<>();
    for (PodsSeen seen : after) {
      for (String pod : seen.pods()) {
        if (before.contains(pod) && left.add(pod)) {
          assessment.violation(
              seen.at(),
              drain,
              "pod %s is still there %s after the drain had ended"
                  .formatted(pod, Interval.seconds(Duration.between(end, seen.at()))));
        }
      }
    }
  }
}
