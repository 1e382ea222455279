package dev.firedrill.report;

import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import java.util.List;

/** Which component ran at which version on which node, and when that was first seen. */
final class VersionsSection {

  private final ObservedRun run;
  private final List<VersionChange> changes;

  VersionsSection(ObservedRun run) {
    this.run = run;
    this.changes = VersionChange.of(run.history());
  }

  void write(Markup page) {
    page.open("section", "id", "versions").leaf("h2", "Versions");
    if (changes.isEmpty()) {
      page.leaf("p", "No component was asked for its version.", "class", "quiet").close().line();
      return;
    }
    List<Component> components = changes.stream().map(VersionChange::component).distinct().toList();
    page.open("div", "class", "scroll").open("table", "class", "versions").open("thead").open("tr");
    page.leaf("th", "node");
    components.forEach(component -> page.leaf("th", component.value()));
    page.close().close().open("tbody").line();
    for (NodeName node : run.nodes()) {
      page.open("tr").leaf("th", node.value());
      components.forEach(component -> cell(page, node, component));
      page.close().line();
    }
    page.close().close().close().close().line();
  }

  private void cell(Markup page, NodeName node, Component component) {
    page.open("td");
    changes.stream()
        .filter(change -> change.node().equals(node) && change.component().equals(component))
        .forEach(
            change -> {
              if (change.isFirstSight()) {
                page.leaf("div", change.to());
              } else {
                page.open("div")
                    .leaf("b", "→ " + change.to())
                    .text(" ")
                    .leaf("span", run.course().offset(change.at()), "class", "quiet")
                    .close();
              }
            });
    page.close();
  }
}
