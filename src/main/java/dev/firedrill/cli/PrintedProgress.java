package dev.firedrill.cli;

import dev.firedrill.backend.containers.images.BuildProgress;
import dev.firedrill.ports.TimeSource;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Prints a line a step, with the seconds it took. */
final class PrintedProgress implements BuildProgress {

  private static final double MILLISECONDS_PER_SECOND = 1000;

  private final PrintWriter out;
  private final TimeSource time;
  private final Instant began;
  private Instant stepBegan;
  private int steps;
  private int step;

  /**
   * Starts to count.
   *
   * @param out where lines go
   * @param time what steps are timed by
   */
  PrintedProgress(PrintWriter out, TimeSource time) {
    this.out = out;
    this.time = time;
    this.began = time.now();
    this.stepBegan = began;
  }

  @Override
  public void planned(int toMake, List<String> reused) {
    reused.forEach(title -> out.println("[reused] " + title));
    steps = toMake;
    out.flush();
  }

  @Override
  public void started(String title) {
    stepBegan = time.now();
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

  private String secondsSince(Instant moment) {
    double seconds = Duration.between(moment, time.now()).toMillis() / MILLISECONDS_PER_SECOND;
    return String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
