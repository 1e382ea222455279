package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.LoadWindow;
import dev.firedrill.history.Observation.RequestFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One stream of load as a run recorded it.
 *
 * @param name {@code workload} or {@code api}
 * @param windows its windows, oldest first
 * @param failures how many failed requests were recorded one by one
 */
record LoadStream(String name, List<LoadWindow> windows, long failures) {

  /** Windows follow each other; this much is allowed between two for how instants are taken. */
  private static final Duration BETWEEN_WINDOWS = Duration.ofSeconds(2);

  static LoadStream of(History history, String name) {
    return new LoadStream(
        name,
        history
            .of(LoadWindow.class)
            .filter(window -> window.stream().equals(name))
            .sorted(Comparator.comparing(LoadWindow::at))
            .toList(),
        history.of(RequestFailed.class).filter(f -> f.stream().equals(name)).count());
  }

  /** The same without what the scenario's own fault, or one that no step asked for, had part in. */
  LoadStream without(Disruption fault, Disturbed disturbed, History history) {
    return new LoadStream(
        name,
        windows.stream()
            .filter(w -> !fault.touches(new Interval(w.at(), w.at().plus(w.length()))))
            .filter(w -> !disturbed.touches(stretch(w)))
            .toList(),
        history
            .of(RequestFailed.class)
            .filter(failed -> failed.stream().equals(name))
            .filter(failed -> !fault.isUnusable(failed.at()) && !disturbed.at(failed.at()))
            .count());
  }

  long sent() {
    return windows.stream().mapToLong(LoadWindow::sent).sum();
  }

  /** A window lost in a kill of the harness still has its failures recorded one by one. */
  long failed() {
    return Math.max(failures, windows.stream().mapToLong(LoadWindow::failed).sum());
  }

  Duration covered() {
    return windows.stream().map(LoadWindow::length).reduce(Duration.ZERO, Duration::plus);
  }

  /** The longest time without a success in a window, without the time that nobody observed. */
  static Duration gap(LoadWindow window, Unobserved unobserved) {
    Instant end = window.at().plus(window.length());
    return unobserved.observed(new Interval(end.minus(window.longestGap()), end));
  }

  /** All that a window speaks of: itself, and the gap that it ends. */
  static Interval stretch(LoadWindow window) {
    Instant end = window.at().plus(window.length());
    Instant gap = end.minus(window.longestGap());
    return new Interval(gap.isBefore(window.at()) ? gap : window.at(), end);
  }

  /**
   * The stretches of a span, longer than is allowed, for which no window with requests is recorded.
   * Around a kill of the harness a window is lost and the load has to start again, so more is
   * allowed there.
   */
  List<Interval> uncovered(Interval span, Unobserved unobserved) {
    List<Interval> uncovered = new ArrayList<>();
    Instant covered = span.from();
    for (LoadWindow window : windows) {
      Instant end = window.at().plus(window.length());
      if (window.sent() > 0 && end.isAfter(covered)) {
        uncovered.add(new Interval(covered, window.at()).and(span));
        covered = end;
      }
    }
    uncovered.add(new Interval(covered, span.to()));
    return uncovered.stream().filter(stretch -> isTooLong(stretch, unobserved)).toList();
  }

  private static boolean isTooLong(Interval stretch, Unobserved unobserved) {
    Duration limit = unobserved.touches(stretch) ? Silence.LIMIT : BETWEEN_WINDOWS;
    return unobserved.observed(stretch).compareTo(limit) > 0;
  }
}
