package dev.firedrill.backend.remote;

import dev.firedrill.ports.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;

/**
 * The real clock: the wall clock is read once, and what has passed since is counted by the
 * monotonic one, so that a clock set back or forward meanwhile changes no measurement.
 */
public final class MonotonicTimeSource implements TimeSource {

  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();

  @Override
  public Instant now() {
    return start.plusNanos(System.nanoTime() - startNanos);
  }

  @Override
  public void sleep(Duration duration) {
    Instant end = now().plus(duration);
    Duration left = duration;
    while (left.compareTo(Duration.ZERO) > 0) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException(
            "interrupted with " + left.toMillis() + " ms of a wait of " + duration + " left");
      }
      LockSupport.parkNanos(this, left.toNanos());
      left = Duration.between(now(), end);
    }
  }
}
