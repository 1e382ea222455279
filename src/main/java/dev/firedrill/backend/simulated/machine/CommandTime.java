package dev.firedrill.backend.simulated.machine;

import dev.firedrill.backend.simulated.kernel.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** The time that a command takes, up to its deadline. In an event it takes none. */
public final class CommandTime {

  private final Simulation simulation;
  private final Instant deadline;
  private final Machine machine;
  private final int start;

  /** Time on that machine until that moment. */
  public CommandTime(Simulation simulation, Machine machine, Instant deadline) {
    this.simulation = simulation;
    this.machine = machine;
    this.deadline = deadline;
    this.start = machine.power().starts();
  }

  /** What time it is on the machine. */
  public Instant now() {
    return machine.clock().now();
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
    Instant until = simulation.now().plus(limit);
    while (!holds.getAsBoolean()) {
      if (simulation.inEvent() || !simulation.now().plus(pause).isBefore(until)) {
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
    if (simulation.now().plus(duration).isAfter(deadline)) {
      simulation.sleep(left());
      throw new TimeIsUp();
    }
    simulation.sleep(duration);
    goOn();
  }

  /** What runs on a machine that stands still waits for it, and goes with one that is lost. */
  private void goOn() {
    if (machine.power().paused() && !simulation.await(() -> !machine.power().paused(), left())) {
      throw new TimeIsUp();
    }
    if (!machine.power().on() || machine.power().starts() != start) {
      throw new MachineLost();
    }
  }

  private Duration left() {
    Duration left = Duration.between(simulation.now(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** The machine on which a command ran lost its power, and the command with it. */
  public static final class MachineLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MachineLost() {
      super("the machine lost its power");
    }
  }

  /** A command did not end by its deadline. */
  public static final class TimeIsUp extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TimeIsUp() {
      super("the command did not end by its deadline");
    }
  }
}
