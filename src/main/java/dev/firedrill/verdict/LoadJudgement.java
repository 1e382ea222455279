package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.LoadWindow;
import java.time.Duration;
import java.util.Comparator;

/** What the checkers of the two streams of load have in common. */
final class LoadJudgement {

  private final LoadStream stream;
  private final History history;
  private final Unobserved unobserved;
  private final Assessment assessment;

  LoadJudgement(LoadStream stream, History history, Assessment assessment) {
    this.stream = stream;
    this.history = history;
    this.unobserved = Unobserved.of(history);
    this.assessment = assessment;
  }

  /** The longest time without a success is within the budget; the worst window is named first. */
  void gaps(Duration budget) {
    unobserved.noteIn(assessment);
    stream.windows().stream()
        .filter(window -> LoadStream.gap(window, unobserved).compareTo(budget) > 0)
        .sorted(Comparator.comparing((LoadWindow w) -> LoadStream.gap(w, unobserved)).reversed())
        .forEach(
            window ->
                assessment.violation(
                    window.at(),
                    stream.name(),
                    "%s without a success, at most %s allowed"
                        .formatted(
                            Interval.seconds(LoadStream.gap(window, unobserved)),
                            Interval.seconds(budget))));
  }

  /** Load that was demanded was offered, and recorded, for as long as the change lasted. */
  void offered() {
    if (stream.windows().isEmpty()) {
      assessment.missing("load was demanded of stream " + stream.name() + " and none is recorded");
      return;
    }
    Spans.change(history).stream()
        .flatMap(change -> stream.uncovered(change, unobserved).stream())
        .forEach(
            stretch ->
                assessment.doubt(
                    stretch.from(),
                    stream.name(),
                    "no load is recorded for " + Interval.seconds(unobserved.observed(stretch))));
  }

  Duration longestGap() {
    return stream.windows().stream()
        .map(window -> LoadStream.gap(window, unobserved))
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }
}
