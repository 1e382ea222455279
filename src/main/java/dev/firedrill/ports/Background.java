package dev.firedrill.ports;

import java.time.Duration;

/**
 * What makes things happen beside whoever runs operations, where that is virtual time and not
 * threads. Everything happens on the one thread that lets time pass, and may not let time pass
 * itself.
 */
public interface Background {

  /**
   * Runs the task again and again, at first after a delay.
   *
   * @param name for the trace; the same in equal runs
   * @return ends it
   */
  Recurrence every(String name, Duration delay, Duration period, Runnable task);

  /** A task that is run again and again until this is closed; safe to repeat. */
  interface Recurrence extends AutoCloseable {

    @Override
    void close();
  }
}
