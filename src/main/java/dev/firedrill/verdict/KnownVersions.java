package dev.firedrill.verdict;

import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The version of every component at one instant, as far as it is known: the last one that it gave.
 * A component that does not answer keeps it, but is marked, since it may come back as another.
 */
final class KnownVersions {

  private static final Comparator<ComponentOn> ORDER =
      Comparator.comparing((ComponentOn part) -> part.component().value())
          .thenComparing(ComponentOn::node);

  private final Map<ComponentOn, Known> known = new TreeMap<>(ORDER);

  /**
   * What is known of one component.
   *
   * @param part the component
   * @param version the version it gave last
   * @param at when it gave it
   * @param answering false where it has been asked since and did not answer
   */
  record Known(ComponentOn part, Version version, Instant at, boolean answering) {

    @Override
    public String toString() {
      return "%s %s on %s".formatted(part.component(), version, part.node());
    }
  }

  /**
   * Takes in one look.
   *
   * @return what was known of that component before
   * @throws IllegalArgumentException where what it said is not a version
   */
  Optional<Known> observe(ComponentSeen seen) {
    ComponentOn part = ComponentOn.of(seen);
    Optional<Known> before = of(part);
    if (!seen.version().isBlank()) {
      known.put(part, new Known(part, Version.parse(seen.version()), seen.at(), true));
    } else {
      before.ifPresent(b -> known.put(part, new Known(part, b.version(), b.at(), false)));
    }
    return before;
  }

  Optional<Known> of(ComponentOn part) {
    return Optional.ofNullable(known.get(part));
  }

  /** Every instance of a component, by node. */
  List<Known> of(Component component) {
    return known.values().stream().filter(k -> k.part().component().equals(component)).toList();
  }
}
