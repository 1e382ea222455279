package dev.firedrill.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A logarithmic scale of latencies between two powers of ten, upwards. */
record LatencyScale(int lowestDecade, int highestDecade, double top, double bottom) {

  /** The scale that holds all the latencies; at least one decade. */
  static LatencyScale over(List<LoadBin> bins, double top, double bottom) {
    double least =
        bins.stream().filter(LoadBin::hasLatency).mapToDouble(b -> millis(b.p50())).min().orElse(1);
    double most =
        bins.stream().filter(LoadBin::hasLatency).mapToDouble(b -> millis(b.max())).max().orElse(1);
    int lowest = (int) Math.floor(Math.log10(least));
    int highest = (int) Math.ceil(Math.log10(most));
    return new LatencyScale(lowest, Math.max(lowest + 1, highest), top, bottom);
  }

  double y(Duration latency) {
    double decades = Math.log10(millis(latency)) - lowestDecade;
    double share = decades / (highestDecade - lowestDecade);
    return bottom - Math.min(1, Math.max(0, share)) * (bottom - top);
  }

  /** The powers of ten, the lowest first. */
  List<Duration> ticks() {
    List<Duration> ticks = new ArrayList<>();
    for (int decade = lowestDecade; decade <= highestDecade; decade++) {
      ticks.add(Duration.ofNanos(Math.round(Math.pow(10, decade) * 1_000_000)));
    }
    return ticks;
  }

  private static double millis(Duration latency) {
    return Math.max(0.001, latency.toNanos() / 1e6);
  }
}
