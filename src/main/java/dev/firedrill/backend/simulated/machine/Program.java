package dev.firedrill.backend.simulated.machine;

import java.time.Duration;
import java.util.List;

/** What runs in a container. */
public interface Program {

  /** Ends; called once, by whoever stops the container. */
  void stop();

  /** Ends without the time to do anything in order, as by a signal that cannot be handled. */
  default void kill() {
    stop();
  }

  /**
   * How long it goes on serving when its pod is told to end; it is stopped after that time. Most
   * programs end at once.
   */
  default Duration lingers() {
    return Duration.ZERO;
  }

  /** Whether it would answer a readiness probe well. */
  default boolean ready() {
    return true;
  }

  /** Whether it would answer a readiness probe well that asks for that path by HTTP. */
  default boolean ready(String path) {
    return ready();
  }

  /** Answers a command run inside the container, as {@code crictl exec} does. */
  Output exec(List<String> argv);
}
