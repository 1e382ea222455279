package dev.firedrill.workload;

import java.util.concurrent.atomic.AtomicBoolean;

/** The one attempt to write a number; whoever settles it first decides what is recorded of it. */
final class WriteAttempt {

  private final long number;
  private final AtomicBoolean settled = new AtomicBoolean();

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
}
