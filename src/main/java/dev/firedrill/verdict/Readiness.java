package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.history.Observation.NodeSeen;
import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the watch saw of one node and one component on it, in the order of time. */
final class Readiness {

  private final List<Sight> sights = new ArrayList<>();

  /**
   * The node and its component at one instant.
   *
   * @param at the instant of the look
   * @param lookedAt when the node itself was looked at last
   * @param ready whether it was Ready then
   * @param version the component's version as it was known last, or empty
   */
  record Sight(Instant at, Instant lookedAt, boolean ready, String version) {

    boolean isReadyAt(Version wanted) {
      return ready && version.equals(wanted.toString());
    }

    @Override
    public String toString() {
      return "%s at %s".formatted(ready ? "Ready" : "not Ready", version);
    }
  }

  private Readiness() {}

  static Readiness of(History history, String node, Component component) {
    Readiness readiness = new Readiness();
    List<Observation> looks =
        history.observations().stream()
            .filter(o -> isOf(o, node, component))
            .sorted(Comparator.comparing(Observation::at))
            .toList();
    Sight last = new Sight(Instant.MIN, Instant.MIN, false, "");
    for (Observation look : looks) {
      last = next(last, look);
      readiness.sights.add(last);
    }
    return readiness;
  }

  /** When it was first seen Ready at the version, by a look at the node after the instant. */
  Optional<Instant> firstReadyAt(Version version, Instant after) {
    return sights.stream()
        .filter(sight -> sight.lookedAt().isAfter(after) && sight.isReadyAt(version))
        .map(Sight::at)
        .findFirst();
  }

  /** The last sight by an instant in which the node was looked at after another, both known. */
  Optional<Sight> last(Instant after, Instant by) {
    return sights.stream()
        .filter(sight -> sight.lookedAt().isAfter(after) && !sight.at().isAfter(by))
        .filter(sight -> !sight.version().isEmpty())
        .reduce((earlier, later) -> later);
  }

  /** True where it was looked at until then at least. */
  boolean reaches(Instant at) {
    return sights.stream().anyMatch(sight -> !sight.lookedAt().isBefore(at));
  }

  /** True where the watch was at work: the next look came as soon as looks have to. */
  boolean isLookedAtSoonAfter(Instant at) {
    return sights.stream()
        .map(Sight::lookedAt)
        .anyMatch(look -> look.isAfter(at) && !look.isAfter(at.plus(Silence.LIMIT)));
  }

  private static Sight next(Sight last, Observation look) {
    if (look instanceof NodeSeen seen) {
      return new Sight(seen.at(), seen.at(), seen.present() && seen.ready(), last.version());
    }
    String version = ((ComponentSeen) look).version();
    return new Sight(
        look.at(), last.lookedAt(), last.ready(), version.isBlank() ? last.version() : version);
  }

  private static boolean isOf(Observation observation, String node, Component component) {
    if (observation instanceof NodeSeen seen) {
      return seen.node().value().equals(node);
    }
    return observation instanceof ComponentSeen seen
        && seen.component().equals(component)
        && seen.node().value().equals(node);
  }
}
