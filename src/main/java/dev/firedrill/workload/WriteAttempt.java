package dev.firedrill.workload;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The one attempt to write a number; whoever settles it first decides what is recorded of it. A
 * thread that still waits for an answer then is interrupted, which does no harm: only who settles
 * records, and a record must not be interrupted.
 */
final class WriteAttempt {

  private final long number;
  private final AtomicBoolean settled = new AtomicBoolean();
  private @Nullable Thread writer;

  WriteAttempt(long number) {
    this.number = number;
  }

  long number() {
    return number;
  }

  /** True for the first caller only. */
  boolean settle() {
    return settled.compareAndSet(false, true);
  }

  /** From now on the calling thread writes. */
  synchronized void begin() {
    writer = Thread.currentThread();
  }

  /** The calling thread writes no more. */
  synchronized void end() {
    writer = null;
    Thread.interrupted(); // meant for the attempt that is over
  }

  /** Frees the thread that writes; the caller has settled the attempt. */
  synchronized void abandon() {
    if (writer != null) {
      writer.interrupt();
    }
  }
}
