package dev.firedrill.backend.simulated.kernel;

import java.time.Duration;

/** Something that happens again and again until it is cancelled. */
public final class Recurring implements AutoCloseable {

  private final Simulation simulation;
  private final Duration period;
  private final String what;
  private final Runnable happening;
  private Event next;

  Recurring(Simulation simulation, Duration period, String what, Runnable happening) {
    this.simulation = simulation;
    this.period = period;
    this.what = what;
    this.happening = happening;
    this.next = simulation.after(period, what, this::happen);
  }

  /** It will not happen any more. */
  @Override
  public void close() {
    next.cancel();
  }

  private void happen() {
    // Scheduled before it happens, so that it can end itself.
    next = simulation.after(period, what, this::happen);
    happening.run();
  }
}
