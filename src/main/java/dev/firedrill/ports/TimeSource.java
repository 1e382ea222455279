package dev.firedrill.ports;

import java.time.Duration;
import java.time.Instant;

/** The only clock: virtual in the simulator, monotonic elsewhere. */
public interface TimeSource {

  /** The present moment; never goes back. */
  Instant now();

  /**
   * Lets that much time pass.
   *
   * @throws java.util.concurrent.CancellationException where the thread was interrupted meanwhile
   */
  void sleep(Duration duration);
}
