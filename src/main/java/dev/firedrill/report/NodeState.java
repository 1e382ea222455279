package dev.firedrill.report;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.model.NodeName;
import java.util.List;

/** What the API said of a node. */
enum NodeState {
  READY("ready", "ready"),
  CORDONED("cordoned", "cordoned"),
  NOT_READY("not ready", "not-ready"),
  ABSENT("no such node", "absent");

  private final String words;
  private final String style;

  NodeState(String words, String style) {
    this.words = words;
    this.style = style;
  }

  /** The classes it is drawn in. */
  String style() {
    return "state " + style;
  }

  String words() {
    return words;
  }

  static List<Spell<NodeState>> of(NodeName node, History history, Course course) {
    List<Spell.Sight<NodeState>> sights =
        history
            .of(Observation.NodeSeen.class)
            .filter(seen -> seen.node().equals(node))
            .map(seen -> new Spell.Sight<>(seen.at(), of(seen)))
            .toList();
    return Spell.between(sights, course);
  }

  private static NodeState of(Observation.NodeSeen seen) {
    if (!seen.present()) {
      return ABSENT;
    }
    if (!seen.ready()) {
      return NOT_READY;
    }
    return seen.schedulable() ? READY : CORDONED;
  }
}
