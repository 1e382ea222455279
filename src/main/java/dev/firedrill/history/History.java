package dev.firedrill.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that was observed, in the order of its recording. */
public final class History {

  private final List<Observation> observations;

  /** Picked out once: checkers ask for the same few kinds again and again. */
  private final Map<Class<?>, List<?>> kinds = new ConcurrentHashMap<>();

  /**
   * A history.
   *
   * @param observations oldest first; copied
   */
  public History(List<Observation> observations) {
    this.observations = List.copyOf(observations);
  }

  /** All of it, oldest first. */
  public List<Observation> observations() {
    return observations;
  }

  /** The observations of one kind, in order. */
  public <T extends Observation> Stream<T> of(Class<T> kind) {
    return kinds
        .computeIfAbsent(kind, wanted -> observations.stream().filter(wanted::isInstance).toList())
        .stream()
        .map(kind::cast);
  }

  /** The first observation of a kind. */
  public <T extends Observation> Optional<T> first(Class<T> kind) {
    return of(kind).findFirst();
  }

  /** The last observation of a kind. */
  public <T extends Observation> Optional<T> last(Class<T> kind) {
    return of(kind).reduce((earlier, later) -> later);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof History history && observations.equals(history.observations);
  }

  @Override
  public int hashCode() {
    return observations.hashCode();
  }

  @Override
  public String toString() {
    return "History" + observations;
  }
}
