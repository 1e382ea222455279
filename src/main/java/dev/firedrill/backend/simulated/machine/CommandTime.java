package dev.firedrill.backend.simulated.machine;

import dev.firedrill.backend.simulated.kernel.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** The time that a command takes, up to its deadline. In an event it takes none. */
public final class CommandTime {

  private final Simulation simulation;
  private final Instant deadline;

  /** Time until that moment. */
  public CommandTime(Simulation simulation, Instant deadline) {
    this.simulation = simulation;
    this.deadline = deadline;
  }

  /** The present moment. */
  public Instant now() {
    return simulation.now();
  }

  /**
   * Lets about that much time pass.
   *
   * @throws TimeIsUp where the deadline comes first
   */
  public void takes(Duration usual) {
    pass(simulation.chance().about(usual));
  }

  /**
   * Looks whether that holds, at once and then after every pause.
   *
   * @return false where it did not come to hold within the limit
   * @throws TimeIsUp where the deadline comes first
   */
  public boolean await(BooleanSupplier holds, Duration pause, Duration limit) {
    Instant until = now().plus(limit);
    while (!holds.getAsBoolean()) {
      if (simulation.inEvent() || !now().plus(pause).isBefore(until)) {
        return false;
      }
      pass(pause);
    }
    return true;
  }

  private void pass(Duration duration) {
    if (simulation.inEvent()) {
      return;
    }
    if (now().plus(duration).isAfter(deadline)) {
      Duration left = Duration.between(now(), deadline);
      simulation.sleep(left.isNegative() ? Duration.ZERO : left);
      throw new TimeIsUp();
    }
    simulation.sleep(duration);
  }

  /** A command did not end by its deadline. */
  public static final class TimeIsUp extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TimeIsUp() {
      super("the command did not end by its deadline");
    }
  }
}
