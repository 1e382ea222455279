package dev.firedrill.drill;

import dev.firedrill.history.Observation;
import dev.firedrill.history.Recorder;
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

  /**
   * The same recorder, made safe for the guarded thread: to interrupt a thread that writes a file
   * closes the file.
   */
  Recorder shielding(Recorder recorder) {
    return observation -> {
      if (isWorker()) {
        recordShielded(recorder, observation);
      } else {
        recorder.record(observation);
      }
    };
  }

  private synchronized boolean isWorker() {
    return worker == Thread.currentThread();
  }

  /** Keeps a request waiting for the while, and an interrupt that came before aside. */
  private synchronized void recordShielded(Recorder recorder, Observation observation) {
    boolean interrupted = Thread.interrupted();
    try {
      recorder.record(observation);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
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
