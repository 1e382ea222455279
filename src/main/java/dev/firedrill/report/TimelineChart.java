package dev.firedrill.report;

import dev.firedrill.model.NodeName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The steps of a run, a lane for the cluster and one for each node: the node's state on top, the
 * steps below it, a mark where a component was first seen at another version.
 */
final class TimelineChart {

  private static final double STRIP = 5;
  private static final double ROW = 17;
  private static final double PADDING = 5;
  private static final String WHOLE_CLUSTER = "cluster";

  private final ObservedRun run;
  private final Drawing drawing;
  private final List<VersionChange> changes;

  private TimelineChart(ObservedRun run) {
    this.run = run;
    this.drawing = new Drawing(run);
    this.changes = VersionChange.of(run.history()).stream().filter(c -> !c.isFirstSight()).toList();
  }

  static Chart of(ObservedRun run) {
    return new TimelineChart(run).draw();
  }

  private Chart draw() {
    for (String lane : lanes()) {
      lane(lane);
    }
    run.streams().forEach(this::loadLane);
    return drawing.finish(
        "timeline",
        "Steps on each node",
        List.of(
            new Drawing.Key("step succeeded", "step"),
            new Drawing.Key("step failed", "failed"),
            new Drawing.Key("step unfinished", "did not end"),
            new Drawing.Key("state ready", "node ready, requests answered"),
            new Drawing.Key("state cordoned", "cordoned"),
            new Drawing.Key("state not-ready", "not ready, requests failed"),
            new Drawing.Key("version", "new version seen")));
  }

  private List<String> lanes() {
    Set<String> lanes = new LinkedHashSet<>();
    lanes.add("");
    run.nodes().forEach(node -> lanes.add(node.value()));
    run.steps().forEach(step -> lanes.add(step.node()));
    return List.copyOf(lanes);
  }

  private void lane(String lane) {
    List<DrillStep> steps = run.steps().stream().filter(s -> s.node().equals(lane)).toList();
    List<List<StepBar>> rows = StepBar.pack(steps, drawing.axis());
    double top = drawing.add(PADDING + STRIP + 3) + PADDING;
    drawing.laneName(lane.isEmpty() ? WHOLE_CLUSTER : lane, top + 14);
    if (!lane.isEmpty()) {
      states(new NodeName(lane), top);
      versions(lane, top);
    }
    for (List<StepBar> row : rows) {
      double y = drawing.add(ROW);
      row.forEach(bar -> bar.draw(drawing.content(), y, run.course()));
    }
    drawing.add(rows.isEmpty() ? ROW : PADDING);
    drawing.separator();
  }

  private void states(NodeName node, double top) {
    for (Spell<NodeState> spell : NodeState.of(node, run.history(), run.course())) {
      NodeState state = spell.value();
      drawing.bar(state.style(), spell.span(), top, STRIP, tooltip(state.words(), spell.span()));
    }
  }

  /** Changes seen at about the same moment share a mark. */
  private void versions(String lane, double top) {
    List<VersionChange> here =
        changes.stream().filter(change -> change.node().value().equals(lane)).toList();
    List<VersionChange> group = new ArrayList<>();
    for (VersionChange change : here) {
      if (!group.isEmpty() && x(change) - x(group.get(0)) > 7) {
        mark(group, top);
        group.clear();
      }
      group.add(change);
    }
    if (!group.isEmpty()) {
      mark(group, top);
    }
  }

  private void mark(List<VersionChange> group, double top) {
    double x = x(group.get(0));
    double y = top + STRIP / 2;
    String told =
        String.join(
            "\n",
            group.stream()
                .map(c -> "%s %s → %s".formatted(c.component(), c.from(), c.to()))
                .toList());
    drawing
        .content()
        .open(
            "path",
            "class",
            "version",
            "d",
            String.format(Locale.ROOT, "M%.1f %.1f l5 5 l-5 5 l-5 -5 z", x, y - 5))
        .leaf("title", run.course().offset(group.get(0).at()) + "\n" + told)
        .close();
  }

  private double x(VersionChange change) {
    return drawing.axis().x(change.at());
  }

  private void loadLane(String stream) {
    double top = drawing.add(PADDING + 10 + PADDING) + PADDING;
    drawing.laneName("load: " + stream, top + 9);
    List<Spell<Boolean>> windows =
        run.windows(stream).stream()
            .map(w -> new Spell<>(w.failed() > 0, new Span(w.at(), w.at().plus(w.length()))))
            .toList();
    for (Spell<Boolean> spell : Spell.joined(windows)) {
      String words = spell.value() ? "some requests failed" : "every request was answered";
      drawing.bar(
          spell.value() ? "state not-ready" : "state ready",
          spell.span(),
          top,
          10,
          tooltip(words, spell.span()));
    }
    drawing.separator();
  }

  private String tooltip(String words, Span span) {
    return "%s, %s to %s"
        .formatted(words, run.course().offset(span.start()), run.course().offset(span.stop()));
  }
}
