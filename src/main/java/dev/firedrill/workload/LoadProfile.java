package dev.firedrill.workload;

import java.time.Duration;

/**
 * How load is offered.
 *
 * @param ratePerSecond requests a second, by the clock, however slow the answers are
 * @param timeout how long a request may take once it is offered
 * @param fewestConnections how many connections requests are spread over at least
 * @param mostConnections how many there may be at once; further requests wait for one
 * @param requestsPerConnection after how many requests a connection is replaced. Load that only
 *     ever uses connections made before a change would not notice that new ones fail.
 */
public record LoadProfile(
    int ratePerSecond,
    Duration timeout,
    int fewestConnections,
    int mostConnections,
    int requestsPerConnection) {

  /** Refuses what is not load. */
  public LoadProfile {
    if (ratePerSecond < 1
        || timeout.isNegative()
        || timeout.isZero()
        || fewestConnections < 1
        || mostConnections < fewestConnections
        || requestsPerConnection < 1) {
      throw new IllegalArgumentException(
          "load needs a rate, a timeout, and 1 <= fewest <= most connections; given "
              + ratePerSecond
              + "/s, "
              + timeout
              + ", "
              + fewestConnections
              + " to "
              + mostConnections
              + " connections of "
              + requestsPerConnection
              + " requests");
    }
  }

  /** That rate with a timeout of 2 s over 8 to 64 connections, each for 100 requests. */
  public static LoadProfile of(int ratePerSecond) {
    return new LoadProfile(ratePerSecond, Duration.ofSeconds(2), 8, 64, 100);
  }
}
