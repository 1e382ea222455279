package dev.firedrill.waiting;

import java.time.Duration;

/** A condition did not come to hold in its time. */
public final class WaitedInVain extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Says what was expected of what, for how long, and what was seen last. */
  public WaitedInVain(Condition<?> condition, Duration elapsed, String lastSeen) {
    super(
        "waited %d s for %s to be %s; last seen: %s"
            .formatted(elapsed.toSeconds(), condition.object(), condition.expected(), lastSeen));
  }
}
