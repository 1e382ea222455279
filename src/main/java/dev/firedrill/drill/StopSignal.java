package dev.firedrill.drill;

import org.jspecify.annotations.Nullable;

/**
 * How somebody outside asks a drill to stop cleanly. What the drill waits for is interrupted; its
 * cleaning up is not.
 */
public final class StopSignal {

  private boolean heeded;
  private boolean requested;
  private @Nullable Thread worker;

  /** From now on somebody heeds a request. */
  public synchronized void heed() {
    heeded = true;
  }

  /** True where somebody heeds a request, and stops by itself. */
  public synchronized boolean isHeeded() {
    return heeded;
  }

  /** Asks for the stop; from any thread. */
  public synchronized void request() {
    requested = true;
    if (worker != null) {
      worker.interrupt();
    }
  }

  /** True once the stop was asked for. */
  public synchronized boolean requested() {
    return requested;
  }

  /** From now on the calling thread is interrupted by a request. */
  synchronized void guard() {
    worker = Thread.currentThread();
    if (requested) {
      worker.interrupt();
    }
  }

  /** From now on the calling thread is left alone, also by a request made already. */
  synchronized void release() {
    worker = null;
    Thread.interrupted();
  }

  /** Throws where the stop was asked for. */
  void check() {
    if (requested()) {
      throw new DrillStopped();
    }
  }

  /** The drill was asked to stop. */
  static final class DrillStopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DrillStopped() {
      super("stopped on request");
    }
  }
}
