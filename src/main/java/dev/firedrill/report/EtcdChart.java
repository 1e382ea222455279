package dev.firedrill.report;

import dev.firedrill.history.Observation.EtcdSeen;
import dev.firedrill.model.NodeName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The etcd members over the run, and which of them led. */
final class EtcdChart {

  private static final double BAR = 12;
  private static final double PADDING = 5;

  private final ObservedRun run;
  private final Drawing drawing;
  private final List<EtcdSeen> sights;

  private EtcdChart(ObservedRun run) {
    this.run = run;
    this.drawing = new Drawing(run);
    this.sights = run.history().of(EtcdSeen.class).toList();
  }

  static Chart of(ObservedRun run) {
    return new EtcdChart(run).draw();
  }

  private Chart draw() {
    members().forEach(this::member);
    leader();
    return drawing.finish(
        "etcd",
        "Health of the etcd members",
        List.of(
            new Drawing.Key("state ready", "answered a linearizable read"),
            new Drawing.Key("state not-ready", "did not answer, or no leader"),
            new Drawing.Key("leader", "leader")));
  }

  private List<NodeName> members() {
    Set<NodeName> members = new LinkedHashSet<>(run.description().topology().controlPlanes());
    sights.forEach(seen -> members.addAll(seen.healthy()));
    return new ArrayList<>(members);
  }

  private void member(NodeName member) {
    double top = drawing.add(BAR + 2 * PADDING) + PADDING;
    drawing.laneName(member.value(), top + 10);
    List<Spell.Sight<Boolean>> health =
        sights.stream()
            .map(seen -> new Spell.Sight<>(seen.at(), seen.healthy().contains(member)))
            .toList();
    for (Spell<Boolean> spell : Spell.between(health, run.course())) {
      drawing.bar(
          spell.value() ? "state ready" : "state not-ready",
          spell.span(),
          top,
          BAR,
          tooltip(member + (spell.value() ? " healthy" : " did not answer"), spell.span()));
    }
  }

  private void leader() {
    double top = drawing.add(BAR + 2 * PADDING) + PADDING;
    drawing.laneName("leader", top + 10);
    List<Spell.Sight<String>> leaders =
        sights.stream().map(seen -> new Spell.Sight<>(seen.at(), seen.leader())).toList();
    for (Spell<String> spell : Spell.between(leaders, run.course())) {
      boolean none = spell.value().isEmpty();
      String name = none ? "no leader" : spell.value();
      drawing.bar(
          none ? "state not-ready" : "leader", spell.span(), top, BAR, tooltip(name, spell.span()));
      if (drawing.axis().width(spell.span()) > 6.3 * name.length() + 8) {
        double x = drawing.axis().x(spell.span().start()) + 5;
        drawing.content().leaf("text", name, "class", "leader-name", "x", x, "y", top + 10);
      }
    }
  }

  private String tooltip(String words, Span span) {
    return "%s, %s to %s"
        .formatted(words, run.course().offset(span.start()), run.course().offset(span.stop()));
  }
}
