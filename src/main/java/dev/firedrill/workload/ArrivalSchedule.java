package dev.firedrill.workload;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * When each arrival is due: fixed by the start and the rate alone, whatever became of earlier ones.
 *
 * @param start when arrival 0 is due
 * @param perSecond arrivals a second
 */
record ArrivalSchedule(Instant start, int perSecond) {

  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  /** When that arrival is due; computed from the start, so that rounding does not add up. */
  Instant due(long number) {
    return start
        .plusSeconds(number / perSecond)
        .plusNanos(Math.multiplyExact(number % perSecond, NANOS) / perSecond);
  }
}
