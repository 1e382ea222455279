package dev.firedrill.report;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One stream of load over the run: latency on a logarithmic scale, below it the failures. */
final class LoadChart {

  private static final double LATENCY_HEIGHT = 130;
  private static final double FAILURES_HEIGHT = 46;
  private static final double PADDING = 10;

  private final ObservedRun run;
  private final String stream;
  private final List<LoadBin> bins;
  private final Drawing drawing;

  private LoadChart(ObservedRun run, String stream) {
    this.run = run;
    this.stream = stream;
    this.bins = LoadBin.of(run.windows(stream));
    this.drawing = new Drawing(run);
  }

  static Chart of(ObservedRun run, String stream) {
    return new LoadChart(run, stream).draw();
  }

  private Chart draw() {
    double top = drawing.add(LATENCY_HEIGHT + 2 * PADDING) + PADDING;
    double below = drawing.add(FAILURES_HEIGHT + PADDING);
    outages(top, below + FAILURES_HEIGHT);
    latency(top);
    failures(below);
    return drawing.finish(
        "load-" + stream,
        "Latency and failures of the stream " + stream,
        List.of(
            new Drawing.Key("swatch p50", "p50"),
            new Drawing.Key("swatch p99", "p99"),
            new Drawing.Key("swatch max", "max"),
            new Drawing.Key("failures", "failed requests"),
            new Drawing.Key(
                "outage", "no success for " + Readable.length(Outage.WORTH_NAMING) + " or more")));
  }

  private void outages(double top, double bottom) {
    for (Outage outage : Outage.of(stream, run.history())) {
      drawing.bar(
          "outage",
          outage.span(),
          top,
          bottom - top,
          "no success for " + Readable.length(outage.length()));
    }
  }

  private void latency(double top) {
    LatencyScale scale = LatencyScale.over(bins, top, top + LATENCY_HEIGHT);
    for (Duration tick : scale.ticks()) {
      scaleMark(
          tick.toNanos() < 1_000_000 ? tick.toNanos() / 1000 + " µs" : power(tick), scale.y(tick));
    }
    drawing.panelName("latency", top + 12);
    line("max", LoadBin::max, scale);
    line("p99", LoadBin::p99, scale);
    line("p50", LoadBin::p50, scale);
  }

  private void failures(double top) {
    long most = bins.stream().mapToLong(LoadBin::failed).max().orElse(0);
    double bottom = top + FAILURES_HEIGHT;
    drawing.panelName("failed", top + 12);
    scaleMark("0", bottom);
    if (most > 0) {
      scaleMark(Readable.count(most), top + 4);
    }
    for (LoadBin bin : bins) {
      if (bin.failed() > 0) {
        double height = Math.max(2, (FAILURES_HEIGHT - 4) * bin.failed() / most);
        String told =
            "%s: %d of %d failed"
                .formatted(run.course().offset(bin.span().start()), bin.failed(), bin.sent());
        drawing.bar("failures", bin.span(), bottom - height, height, told);
      }
    }
  }

  /** A line that breaks where there was no success to measure, or no measurement. */
  private void line(String style, Function<LoadBin, Duration> latency, LatencyScale scale) {
    StringBuilder path = new StringBuilder();
    @Nullable LoadBin before = null;
    for (LoadBin bin : bins) {
      if (bin.hasLatency()) {
        boolean joined = before != null && bin.follows(before);
        double y = scale.y(latency.apply(bin));
        path.append(String.format(Locale.ROOT, "%s%.1f %.1f", joined ? "L" : "M", middle(bin), y));
      }
      before = bin.hasLatency() ? bin : null;
    }
    if (!path.isEmpty()) {
      drawing.content().empty("path", "class", "line " + style, "d", path).line();
    }
  }

  private double middle(LoadBin bin) {
    TimeAxis axis = drawing.axis();
    return (axis.x(bin.span().start()) + axis.x(bin.span().stop())) / 2;
  }

  private void scaleMark(String text, double y) {
    TimeAxis axis = drawing.axis();
    drawing
        .content()
        .empty("line", "class", "grid", "x1", axis.left(), "x2", axis.right(), "y1", y, "y2", y)
        .leaf("text", text, "class", "scale", "x", axis.left() - 6, "y", y + 4);
  }

  private static String power(Duration tick) {
    return tick.toSeconds() >= 1 ? tick.toSeconds() + " s" : tick.toMillis() + " ms";
  }
}
