package dev.firedrill.backend.containers;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that made something. Its start tells it from a later process with the same number.
 *
 * @param pid the process's number
 * @param started when it started, as the operating system says
 */
record Owner(long pid, Instant started) {

  /** The system counts in ticks since boot, and tells the boot's time to the second. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  static Owner thisProcess() {
    ProcessHandle self = ProcessHandle.current();
    return new Owner(self.pid(), self.info().startInstant().orElse(Instant.EPOCH));
  }

  boolean isAlive() {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    return process
        .flatMap(handle -> handle.info().startInstant())
        .map(start -> Duration.between(started, start).abs().compareTo(TOLERANCE) <= 0)
        .orElse(process.isPresent());
  }
}
