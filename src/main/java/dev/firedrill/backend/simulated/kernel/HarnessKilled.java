package dev.firedrill.backend.simulated.kernel;

/**
 * Firedrill itself was killed at this moment of virtual time. An error, so that nobody mistakes it
 * for something to be handled: all that may follow is that the run is resumed by a process that
 * knows no more than what was recorded.
 */
public final class HarnessKilled extends Error {

  private static final long serialVersionUID = 1L;

  HarnessKilled() {
    super("the harness was killed");
  }
}
