package dev.firedrill.backend.simulated.kernel;

import java.time.Instant;

/** Something that is going to happen, unless it is cancelled before. */
public final class Event implements Comparable<Event> {

  private final Instant at;
  private final long number;
  private final String what;
  private final Runnable happening;
  private boolean cancelled;

  Event(Instant at, long number, String what, Runnable happening) {
    this.at = at;
    this.number = number;
    this.what = what;
    this.happening = happening;
  }

  /** It will not happen; no effect once it has. */
  public void cancel() {
    cancelled = true;
  }

  boolean cancelled() {
    return cancelled;
  }

  Instant at() {
    return at;
  }

  String what() {
    return what;
  }

  void happen() {
    happening.run();
  }

  /** By time; what is due at the same time happens in the order in which it was scheduled. */
  @Override
  public int compareTo(Event other) {
    int byTime = at.compareTo(other.at);
    return byTime != 0 ? byTime : Long.compare(number, other.number);
  }
}
