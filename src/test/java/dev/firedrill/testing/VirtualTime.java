package dev.firedrill.testing;

import dev.firedrill.ports.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that a test moves; who sleeps moves it too. */
public final class VirtualTime implements TimeSource {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    now = now.plus(duration);
  }
}
