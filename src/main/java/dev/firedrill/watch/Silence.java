package dev.firedrill.watch;

import dev.firedrill.history.Observation.WatchLost;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Notices that no answer has come for too long, and says so again while that lasts. */
final class Silence {

  private static final Duration TOO_LONG = Duration.ofSeconds(3);
  private static final Duration REPEAT = Duration.ofSeconds(4);

  private final String what;
  private Instant heard;
  private Instant due;

  Silence(String what, Instant start) {
    this.what = what;
    this.heard = start;
    this.due = start.plus(TOO_LONG);
  }

  /** An answer came then. */
  void heard(Instant at) {
    if (at.isAfter(heard)) {
      heard = at;
      due = at.plus(TOO_LONG);
    }
  }

  /** What there is to record at that moment. */
  Optional<WatchLost> at(Instant now, String lastRefusal) {
    if (!now.isAfter(due)) {
      return Optional.empty();
    }
    due = now.plus(REPEAT);
    long millis = Duration.between(heard, now).toMillis();
    return Optional.of(
        new WatchLost(now, what, "no answer for " + millis + " ms; last: " + lastRefusal));
  }
}
