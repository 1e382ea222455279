package dev.firedrill.report;

import dev.firedrill.history.Observation.LoadWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows of load drawn as one point, so that a long run still fits: counts are added up, of each
 * latency the worst window's is kept.
 */
record LoadBin(Span span, long sent, long failed, Duration p50, Duration p99, Duration max) {

  /** More points than this would not be told apart. */
  private static final int MOST_BINS = 900;

  static List<LoadBin> of(List<LoadWindow> windows) {
    int perBin = (windows.size() + MOST_BINS - 1) / MOST_BINS;
    List<LoadBin> bins = new ArrayList<>();
    for (int i = 0; i < windows.size(); i += Math.max(1, perBin)) {
      List<LoadWindow> some = windows.subList(i, Math.min(windows.size(), i + perBin));
      bins.add(some.stream().map(LoadBin::of).reduce(LoadBin::and).orElseThrow());
    }
    return bins;
  }

  boolean hasLatency() {
    return sent > failed && !p50.isZero();
  }

  /** True where nothing is missing between this and the one before. */
  boolean follows(LoadBin before) {
    return !span.start().isAfter(before.span.stop().plus(before.span.length()));
  }

  private static LoadBin of(LoadWindow window) {
    Span span = new Span(window.at(), window.at().plus(window.length()));
    return new LoadBin(
        span, window.sent(), window.failed(), window.p50(), window.p99(), window.max());
  }

  private LoadBin and(LoadBin next) {
    return new LoadBin(
        new Span(span.start(), next.span.stop()),
        sent + next.sent,
        failed + next.failed,
        longer(p50, next.p50),
        longer(p99, next.p99),
        longer(max, next.max));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
