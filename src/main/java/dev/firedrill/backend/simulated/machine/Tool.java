package dev.firedrill.backend.simulated.machine;

/** A program on a machine's disk, run by a command and gone when it ends. */
@FunctionalInterface
public interface Tool {

  /** Runs to its end; lets time pass only by the invocation's {@link CommandTime}. */
  Output run(Invocation invocation);
}
