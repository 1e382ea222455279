package dev.firedrill.backend.simulated.machine;

import java.time.Duration;

/** What is the matter with a machine's disk. */
public final class Disk {

  private Duration latency = Duration.ZERO;
  private boolean full;

  /** How much later than usual what is written is on it. */
  public Duration latency() {
    return latency;
  }

  /** What is written is on it that much later than usual. */
  public void latency(Duration late) {
    latency = late;
  }

  /** True where no command can write to it. */
  public boolean full() {
    return full;
  }

  /** Has no room for what commands write, or has it again. */
  public void full(boolean noRoom) {
    full = noRoom;
  }
}
