package dev.firedrill.cli;

import dev.firedrill.bench.Comparison;
import dev.firedrill.ports.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Times two ways to make a cluster, in turn, so that what befalls the machine befalls both. Who
 * begins changes from pair to pair. Only the making is timed.
 */
final class CreationBench {

  private final TimeSource time;
  private final Consumer<String> line;

  /**
   * Timed by that clock.
   *
   * @param line told of each run
   */
  CreationBench(TimeSource time, Consumer<String> line) {
    this.time = time;
    this.line = line;
  }

  /** Makes as many clusters of each, one after the other; what was made is removed. */
  Comparison run(ClusterMaker own, ClusterMaker other, int runs) {
    try (own;
        other) {
      // What a killed comparison has left.
      own.remove();
      other.remove();
      return inTurn(own, other, runs);
    }
  }

  private Comparison inTurn(ClusterMaker own, ClusterMaker other, int runs) {
    List<Duration> ownTimes = new ArrayList<>();
    List<Duration> otherTimes = new ArrayList<>();
    for (int run = 1; run <= runs; run++) {
      if (run % 2 == 1) {
        ownTimes.add(timed(own, run));
        otherTimes.add(timed(other, run));
      } else {
        otherTimes.add(timed(other, run));
        ownTimes.add(timed(own, run));
      }
    }
    return Comparison.of(ownTimes, otherTimes);
  }

  private Duration timed(ClusterMaker maker, int run) {
    try {
      Instant start = time.now();
      maker.make();
      Duration took = Duration.between(start, time.now());
      line.accept("run %2d  %-10s %6.1f s".formatted(run, maker.name(), took.toMillis() / 1000.0));
      return took;
    } finally {
      maker.remove();
    }
  }
}
