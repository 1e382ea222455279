package dev.firedrill.backend.simulated.machine;

import dev.firedrill.backend.simulated.kernel.Simulation;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of day on one machine (CLOCK_REALTIME): right until somebody sets it wrong. Whatever
 * runs there and asks what time it is goes by it; how long something takes is not measured by it.
 */
public final class MachineClock {

  private final Simulation simulation;
  private Duration ahead = Duration.ZERO;

  MachineClock(Simulation simulation) {
    this.simulation = simulation;
  }

  /** What time it is there. */
  public Instant now() {
    return simulation.now().plus(ahead);
  }

  /** How far it is ahead of the right time; negative where it is behind. */
  public Duration ahead() {
    return ahead;
  }

  /** It is that far ahead of the right time from now on, behind it where that is negative. */
  public void putAhead(Duration by) {
    ahead = by;
  }

  /** It shows that time now. */
  public void set(Instant time) {
    ahead = Duration.between(simulation.now(), time);
  }
}
