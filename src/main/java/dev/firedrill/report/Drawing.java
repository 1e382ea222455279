package dev.firedrill.report;

import dev.firedrill.history.Observation.Phase;
import dev.firedrill.verdict.RecoveryClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An SVG over the run's time: lanes and panels are added from the top, then it is finished with
 * what they share, the phases and the axis of time.
 */
final class Drawing {

  static final double WIDTH = 1120;
  private static final double LEFT = 118;
  private static final double RIGHT = 1104;
  private static final double TOP = 26;
  private static final double AXIS_HEIGHT = 24;
  private static final double LEGEND_HEIGHT = 20;

  /** One entry of the legend: the class its swatch is drawn in, and what it means. */
  record Key(String style, String meaning) {}

  private final ObservedRun run;
  private final TimeAxis axis;
  private final Markup content = new Markup();
  private double bottom = TOP;

  Drawing(ObservedRun run) {
    this.run = run;
    this.axis = new TimeAxis(run.course().whole(), LEFT, RIGHT);
  }

  TimeAxis axis() {
    return axis;
  }

  Markup content() {
    return content;
  }

  /** The upper edge of a new area of that height below what is there already. */
  double add(double height) {
    double top = bottom;
    bottom += height;
    return top;
  }

  /** The name of a lane, to its left. */
  void laneName(String name, double baseline) {
    content.leaf("text", shorten(name), "class", "lane", "x", LEFT - 10, "y", baseline);
  }

  /** The name of a panel that has a scale at its left. */
  void panelName(String name, double baseline) {
    content.leaf("text", name, "class", "lane left", "x", 4, "y", baseline);
  }

  void separator() {
    content.empty("line", "class", "rule", "x1", 4, "x2", RIGHT, "y1", bottom, "y2", bottom);
  }

  void bar(String style, Span span, double top, double height, String tooltip) {
    rect(content, style, span, top, height, 1, tooltip);
  }

  private void rect(
      Markup svg,
      String style,
      Span span,
      double top,
      double height,
      double least,
      String tooltip) {
    svg.open(
            "rect",
            "class",
            style,
            "x",
            axis.x(span.start()),
            "y",
            top,
            "width",
            Math.max(least, axis.width(span)),
            "height",
            height)
        .leaf("title", tooltip)
        .close();
  }

  Chart finish(String name, String title, List<Key> keys) {
    List<Key> allKeys = new ArrayList<>(keys);
    if (run.recovery().isPresent()) {
      allKeys.add(new Key("broken", "from the fault to the recovery"));
    }
    if (!run.course().blind().isEmpty()) {
      allKeys.add(new Key("blind", "Firedrill was not running"));
    }
    double height = bottom + AXIS_HEIGHT + LEGEND_HEIGHT;
    Markup svg = new Markup();
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "chart",
        "viewBox",
        "0 0 " + (int) WIDTH + " " + (int) Math.ceil(height),
        "width",
        "100%",
        "role",
        "img",
        "aria-label",
        title);
    svg.raw("<style>" + StyleSheet.of("chart.css") + "</style>").line();
    svg.empty("rect", "class", "paper", "width", "100%", "height", "100%");
    phases(svg);
    time(svg);
    recovery(svg);
    blindness(svg);
    svg.raw(content.toString());
    legend(svg, allKeys, bottom + AXIS_HEIGHT + 8);
    return new Chart(name, title, svg.close().toString());
  }

  private void phases(Markup svg) {
    int index = 0;
    for (Spell<Phase> phase : Phases.of(run)) {
      double x = axis.x(phase.span().start());
      double width = axis.width(phase.span());
      svg.empty(
          "rect",
          "class",
          index++ % 2 == 0 ? "phase" : "phase other",
          "x",
          x,
          "y",
          4,
          "width",
          width,
          "height",
          bottom - 4);
      if (width > 44) {
        svg.leaf("text", Phases.nameOf(phase.value()), "class", "phase-name", "x", x + 6, "y", 17);
      }
    }
  }

  private void time(Markup svg) {
    for (Instant tick : axis.ticks()) {
      double x = axis.x(tick);
      svg.empty("line", "class", "grid", "x1", x, "x2", x, "y1", TOP - 4, "y2", bottom + 3);
      svg.leaf("text", run.course().offset(tick), "class", "tick", "x", x, "y", bottom + 15);
    }
  }

  private void recovery(Markup svg) {
    String end =
        RecoveryClock.of(run.history())
            .recovered()
            .map(at -> "recovered at " + run.course().offset(at))
            .orElse("not recovered when the run ended");
    run.recovery()
        .ifPresent(
            span ->
                band(
                    svg,
                    "broken",
                    span,
                    "the fault was there at %s, the cluster had %s"
                        .formatted(run.course().offset(span.start()), end)));
  }

  private void blindness(Markup svg) {
    for (Span blind : run.course().blind()) {
      band(svg, "blind", blind, "Firedrill was not running: nobody was looking");
    }
  }

  /** Over the whole height. */
  private void band(Markup svg, String style, Span span, String tooltip) {
    rect(svg, style, span, TOP - 4, bottom - TOP + 4, 2, tooltip);
  }

  private static void legend(Markup svg, List<Key> keys, double y) {
    double x = 4;
    for (Key key : keys) {
      svg.empty("rect", "class", key.style(), "x", x, "y", y, "width", 12, "height", 8);
      svg.leaf("text", key.meaning(), "class", "key", "x", x + 17, "y", y + 8);
      x += 17 + 6.2 * key.meaning().length() + 18;
    }
  }

  /** What a reader sees of a name that is too long for its margin. */
  private static String shorten(String name) {
    return name.length() <= 17
        ? name
        : name.substring(0, 8) + "…" + name.substring(name.length() - 8);
  }
}
