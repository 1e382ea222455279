package dev.firedrill.verdict;

import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;

/**
 * One instance of a component.
 *
 * @param component the component
 * @param node the node it runs on
 */
record ComponentOn(Component component, NodeName node) {

  static ComponentOn of(ComponentSeen seen) {
    return new ComponentOn(seen.component(), seen.node());
  }

  @Override
  public String toString() {
    return component + " on " + node;
  }
}
