package dev.firedrill.workload;

import dev.firedrill.history.Observation.LoadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Sorts what happened to requests into windows of time. A request counts where it was intended; a
 * gap counts where it ended or still lasted. A window is given away once all its requests have
 * ended, oldest first. Time is told to it, and never goes back.
 */
final class LoadWindows {

  private final String stream;
  private final Duration length;
  private final Consumer<LoadWindow> finished;
  private final Deque<Window> open = new ArrayDeque<>();
  private Instant nextStart;
  private Instant lastSuccess;
  private Instant issuedUntil;
  private boolean ended;

  LoadWindows(String stream, Instant start, Duration length, Consumer<LoadWindow> finished) {
    this.stream = stream;
    this.length = length;
    this.finished = finished;
    this.nextStart = start;
    this.lastSuccess = start;
    this.issuedUntil = start;
  }

  /** A request was intended to start then. */
  void sent(Instant intended) {
    Window window = windowAt(intended);
    window.sent++;
    window.pending++;
  }

  /** The request intended to start then succeeded at that moment. */
  void succeeded(Instant intended, Instant at) {
    endGapsUntil(at);
    if (!ended) {
      windowAt(at).gapOf(Duration.between(lastSuccess, at));
      lastSuccess = at;
    }
    Window window = windowAt(intended);
    window.latency(Duration.between(intended, at));
    window.pending--;
    giveAway();
  }

  /** The request intended to start then failed. */
  void failed(Instant intended) {
    Window window = windowAt(intended);
    window.failed++;
    window.pending--;
    giveAway();
  }

  /** Every request intended before that moment has been sent. */
  void issuedUntil(Instant moment) {
    endGapsUntil(moment);
    issuedUntil = moment;
    giveAway();
  }

  /** No request is intended from that moment on, and a gap ends there. */
  void end(Instant moment) {
    endGapsUntil(moment);
    for (Window window : open) {
      if (window.end.isAfter(moment)) {
        window.end = moment;
        window.gapOf(Duration.between(lastSuccess, moment));
        window.gapsKnown = true;
      }
    }
    open.removeIf(window -> !window.start.isBefore(moment));
    ended = true;
    issuedUntil = moment;
    giveAway();
  }

  /** True where the end was told and every window has been given away. */
  boolean complete() {
    return ended && open.isEmpty();
  }

  private Window windowAt(Instant moment) {
    while (!ended && !nextStart.isAfter(moment)) {
      Window window = new Window(nextStart, nextStart.plus(length));
      open.addLast(window);
      nextStart = window.end;
    }
    for (var newest = open.descendingIterator(); newest.hasNext(); ) {
      Window window = newest.next();
      if (!window.start.isAfter(moment)) {
        return window;
      }
    }
    throw new IllegalStateException("the window of " + moment + " was given away too early");
  }

  private void endGapsUntil(Instant moment) {
    if (ended) {
      return;
    }
    windowAt(moment);
    for (Window window : open) {
      if (!window.gapsKnown && !window.end.isAfter(moment)) {
        window.gapOf(Duration.between(lastSuccess, window.end));
        window.gapsKnown = true;
      }
    }
  }

  private void giveAway() {
    while (!open.isEmpty()
        && open.getFirst().gapsKnown
        && open.getFirst().pending == 0
        && !open.getFirst().end.isAfter(issuedUntil)) {
      finished.accept(open.removeFirst().seen(stream));
    }
  }
}
