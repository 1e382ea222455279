package dev.firedrill.backend.simulated.machine;

/** Whether a machine runs, stands still or is off. */
public final class Power {

  private boolean on = true;
  private boolean paused;
  private int starts = 1;

  /** True unless it is off. */
  public boolean on() {
    return on;
  }

  /** True where it stands still. */
  public boolean paused() {
    return paused;
  }

  /** Stands still, or goes on. */
  public void pause(boolean still) {
    paused = still;
  }

  /** How often it was started; what ran at another start is gone. */
  int starts() {
    return starts;
  }

  void off() {
    on = false;
  }

  void start() {
    on = true;
    starts++;
  }
}
