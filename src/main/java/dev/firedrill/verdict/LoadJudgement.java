package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.LoadWindow;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** What the checkers of the two streams of load have in common. */
final class LoadJudgement {

  private final LoadStream stream;
  private final History history;
  private final Unobserved unobserved;
  private final Disruption fault;
  private final Disturbed disturbed;
  private final Assessment assessment;

  /**
   * Judges a stream.
   *
   * @param throughout true where it is judged while the scenario's fault has the cluster broken too
   */
  LoadJudgement(LoadStream stream, History history, boolean throughout, Assessment assessment) {
    this.stream = stream;
    this.history = history;
    this.unobserved = Unobserved.of(history);
    this.fault = throughout ? Disruption.NONE : Disruption.of(history);
    this.disturbed = Disturbed.of(history);
    this.assessment = assessment;
  }

  /** The longest time without a success is within the budget; the worst window is named first. */
  void gaps(Duration budget) {
    unobserved.noteIn(assessment);
    fault.noteIn(assessment);
    judged()
        .filter(window -> gap(window).compareTo(budget) > 0)
        .sorted(Comparator.comparing((LoadWindow w) -> gap(w)).reversed())
        .forEach(window -> judge(window, budget));
  }

  private void judge(LoadWindow window, Duration budget) {
    String seen =
        "%s without a success, at most %s allowed"
            .formatted(Interval.seconds(gap(window)), Interval.seconds(budget));
    if (disturbed.touches(LoadStream.stretch(window))) {
      disturbed.excuse(assessment, window.at(), stream.name(), seen);
    } else {
      assessment.violation(window.at(), stream.name(), seen);
    }
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
    return judged().map(window -> gap(window)).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }

  /** Windows that meet a time in which requests may fail say nothing. */
  private Stream<LoadWindow> judged() {
    return stream.windows().stream()
        .filter(
            window -> !fault.touches(new Interval(window.at(), window.at().plus(window.length()))));
  }

  private Duration gap(LoadWindow window) {
    return LoadStream.gap(window, unobserved.and(fault.unusable()));
  }
}
