package dev.firedrill.report;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A component was first seen at a version.
 *
 * @param from the version before, or empty for the first sight of it
 */
record VersionChange(Instant at, NodeName node, Component component, String from, String to) {

  private record Place(NodeName node, Component component) {}

  /**
   * Every first sight and every change, in order; components that did not answer are passed over.
   */
  static List<VersionChange> of(History history) {
    Map<Place, String> versions = new HashMap<>();
    List<VersionChange> changes = new ArrayList<>();
    history
        .of(Observation.ComponentSeen.class)
        .filter(seen -> !seen.version().isEmpty())
        .forEach(
            seen -> {
              Place place = new Place(seen.node(), seen.component());
              String before = versions.put(place, seen.version());
              if (before == null || !before.equals(seen.version())) {
                String from = before == null ? "" : before;
                changes.add(
                    new VersionChange(
                        seen.at(), seen.node(), seen.component(), from, seen.version()));
              }
            });
    return changes;
  }

  boolean isFirstSight() {
    return from.isEmpty();
  }
}
