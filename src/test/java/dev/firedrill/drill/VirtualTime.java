package dev.firedrill.drill;

import dev.firedrill.ports.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that moves only when somebody sleeps on it. */
final class VirtualTime implements TimeSource {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public void sleep(Duration duration) {
    now = now.plus(duration);
  }
}
