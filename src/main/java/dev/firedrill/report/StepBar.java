package dev.firedrill.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A step in a lane of the timeline. Its label stands inside its bar where it fits, else to the
 * right, else to the left; bars are packed into rows so that nothing overlaps.
 */
final class StepBar {

  private static final double CHARACTER = 6.3;
  private static final double GAP = 4;
  private static final double HEIGHT = 14;
  private static final int DEEPEST = 8;

  private enum Label {
    INSIDE,
    RIGHT,
    LEFT
  }

  private final DrillStep step;
  private final String text;
  private final double x;
  private final double width;
  private final Label label;

  private StepBar(DrillStep step, TimeAxis axis) {
    this.step = step;
    this.text = step.number() + " " + step.name();
    this.x = axis.x(step.span().start());
    this.width = Math.max(3, axis.width(step.span()));
    if (textWidth() + 8 <= width) {
      this.label = Label.INSIDE;
    } else {
      this.label = x + width + GAP + textWidth() <= axis.right() ? Label.RIGHT : Label.LEFT;
    }
  }

  /**
   * The bars of a lane's steps in rows: one below the other while their labels would meet, back at
   * the top where they would not.
   */
  static List<List<StepBar>> pack(List<DrillStep> steps, TimeAxis axis) {
    List<List<StepBar>> rows = new ArrayList<>();
    int row = -1;
    for (DrillStep step : steps) {
      StepBar bar = new StepBar(step, axis);
      boolean alone = rows.stream().noneMatch(bar::meets);
      row = alone ? 0 : row + 1;
      if (row >= DEEPEST) {
        row = firstFree(rows, bar);
      }
      while (row < rows.size() && bar.meets(rows.get(row))) {
        row++;
      }
      if (row == rows.size()) {
        rows.add(new ArrayList<>());
      }
      rows.get(row).add(bar);
    }
    return rows;
  }

  private static int firstFree(List<List<StepBar>> rows, StepBar bar) {
    int row = 0;
    while (row < rows.size() && bar.meets(rows.get(row))) {
      row++;
    }
    return row;
  }

  void draw(Markup svg, double y, Course course) {
    svg.open("a", "href", "#step-" + step.number(), "class", "step-link")
        .open(
            "rect",
            "class",
            "step " + style(),
            "x",
            x,
            "y",
            y,
            "width",
            width,
            "height",
            HEIGHT,
            "rx",
            2)
        .leaf("title", tooltip(course))
        .close();
    switch (label) {
      case INSIDE -> label(svg, "step-label inside", x + 4, y);
      case RIGHT -> label(svg, "step-label", x + width + GAP, y);
      case LEFT -> label(svg, "step-label left", x - GAP, y);
      default -> throw new IllegalStateException("no such place for a label: " + label);
    }
    svg.close().line();
  }

  private void label(Markup svg, String style, double at, double y) {
    svg.leaf("text", text, "class", style, "x", at, "y", y + 11);
  }

  private String style() {
    return switch (step.ending()) {
      case SUCCEEDED -> "succeeded";
      case FAILED -> "failed";
      case UNFINISHED -> "unfinished";
    };
  }

  private String tooltip(Course course) {
    return "%d %s%s\n%s to %s (%s), %s%s"
        .formatted(
            step.number(),
            step.name(),
            step.node().isEmpty() ? "" : " " + step.node(),
            course.offset(step.span().start()),
            course.offset(step.span().stop()),
            Readable.length(step.span().length()),
            step.ending().words(),
            step.detail().isEmpty() ? "" : "\n" + step.detail());
  }

  private boolean meets(List<StepBar> row) {
    return row.stream().anyMatch(this::touches);
  }

  private boolean touches(StepBar other) {
    return left() < other.right() + GAP && other.left() < right() + GAP;
  }

  private double left() {
    return label == Label.LEFT ? x - GAP - textWidth() : x;
  }

  private double right() {
    return label == Label.RIGHT ? x + width + GAP + textWidth() : x + width;
  }

  private double textWidth() {
    return text.length() * CHARACTER;
  }
}
