package dev.firedrill.report;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.model.NodeName;
import dev.firedrill.verdict.RecoveryClock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A run as its report tells it: what it is of, what was observed, and the steps read out of that.
 *
 * @param recovery from when the fault was seen to be there until the cluster had recovered, or else
 *     until the run ended; nothing where no fault was
 * @param steps every attempt at a step
 * @param outsideSteps commands that belong to no step
 */
record ObservedRun(
    RunDescription description,
    History history,
    Course course,
    Optional<Span> recovery,
    List<DrillStep> steps,
    List<RanCommand> outsideSteps) {

  static ObservedRun of(RunDescription description, History history) {
    DrillSteps steps = new DrillSteps(history);
    Course course = Course.of(history);
    return new ObservedRun(
        description,
        history,
        course,
        recovery(RecoveryClock.of(history), course),
        steps.steps(),
        steps.outsideSteps());
  }

  private static Optional<Span> recovery(RecoveryClock clock, Course course) {
    return clock
        .confirmed()
        .map(from -> new Span(from, clock.recovered().orElse(course.whole().stop())));
  }

  /** The topology's nodes, then any other that was seen. */
  List<NodeName> nodes() {
    Set<NodeName> nodes = new LinkedHashSet<>(description.topology().nodes());
    history.of(Observation.NodeSeen.class).forEach(seen -> nodes.add(seen.node()));
    return List.copyOf(nodes);
  }

  /** The streams of load, in the order of their first window. */
  List<String> streams() {
    return history
        .of(Observation.LoadWindow.class)
        .map(Observation.LoadWindow::stream)
        .distinct()
        .toList();
  }

  List<Observation.LoadWindow> windows(String stream) {
    return history
        .of(Observation.LoadWindow.class)
        .filter(window -> window.stream().equals(stream))
        .toList();
  }
}
