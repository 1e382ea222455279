package dev.firedrill.cli;

import dev.firedrill.backend.containers.images.BuildProgress;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.LongSupplier;

/** Prints a line a step, with the seconds it took. */
final class PrintedProgress implements BuildProgress {

  private static final double NANOSECONDS_PER_SECOND = 1e9;

  private final PrintWriter out;
  private final LongSupplier nanoseconds;
  private final long began;
  private long stepBegan;
  private int steps;
  private int step;

  /**
   * Starts to count.
   *
   * @param out where lines go
   * @param nanoseconds a clock that never goes back
   */
  PrintedProgress(PrintWriter out, LongSupplier nanoseconds) {
    this.out = out;
    this.nanoseconds = nanoseconds;
    this.began = nanoseconds.getAsLong();
  }

  @Override
  public void planned(int toMake, List<String> reused) {
    reused.forEach(title -> out.println("[reused] " + title));
    steps = toMake;
    out.flush();
  }

  @Override
  public void started(String title) {
    stepBegan = nanoseconds.getAsLong();
    String count = steps == 0 ? "[first] " : "[" + ++step + "/" + steps + "] ";
    out.print(count + title + " ... ");
    out.flush();
  }

  @Override
  public void ended() {
    out.println(secondsSince(stepBegan));
    out.flush();
  }

  @Override
  public void finished() {
    out.println(
        steps == 0
            ? "nothing to build: all images are current (" + secondsSince(began) + ")"
            : steps + " built in " + secondsSince(began));
    out.flush();
  }

  private String secondsSince(long moment) {
    return String.format(
        java.util.Locale.ROOT,
        "%.1f s",
        (nanoseconds.getAsLong() - moment) / NANOSECONDS_PER_SECOND);
  }
}
