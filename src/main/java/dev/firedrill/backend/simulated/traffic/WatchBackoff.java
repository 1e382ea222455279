package dev.firedrill.backend.simulated.traffic;

import dev.firedrill.backend.simulated.kernel.Chance;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a watch of the API that broke off waits before it is tried again: client-go's reflector
 * waits 800 ms, twice as long after each failure up to 30 s, and up to as much again by chance; it
 * begins anew where nothing failed for 2 minutes ({@code NewExponentialBackoffManager} in {@code
 * tools/cache/reflector.go}).
 */
final class WatchBackoff {

  private static final Duration FIRST = Duration.ofMillis(800);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration FORGOTTEN = Duration.ofMinutes(2);

  private final Chance chance;
  private Duration next = FIRST;
  private Instant failed = Instant.MIN;
  private Instant until = Instant.MIN;

  WatchBackoff(Chance chance) {
    this.chance = chance;
  }

  boolean isOver(Instant now) {
    return !now.isBefore(until);
  }

  void failed(Instant now) {
    if (!failed.equals(Instant.MIN) && Duration.between(failed, now).compareTo(FORGOTTEN) > 0) {
      next = FIRST;
    }
    failed = now;
    until = now.plus(chance.between(next, next.multipliedBy(2)));
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
  }
}
