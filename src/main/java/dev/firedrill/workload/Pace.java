package dev.firedrill.workload;

import java.time.Duration;

/** Has attempts to write made at a fixed rate, each with a number of its own. */
interface Pace {

  /** Begins. */
  void start(int perSecond);

  /** Makes no more; ends when every attempt is settled. Safe to repeat. */
  void stop();

  /**
   * From one attempt to the next.
   *
   * @throws IllegalArgumentException where that is no rate
   */
  static Duration period(int perSecond) {
    if (perSecond < 1) {
      throw new IllegalArgumentException(
          "a ledger writes at least once a second, not " + perSecond);
    }
    return Duration.ofSeconds(1).dividedBy(perSecond);
  }
}
