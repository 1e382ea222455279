package dev.firedrill.history;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that was observed, in the order of its recording.
 *
 * @param observations oldest first
 */
public record History(List<Observation> observations) {

  /** Copies the list. */
  public History {
    observations = List.copyOf(observations);
  }

  /** The observations of one kind, in order. */
  public <T extends Observation> Stream<T> of(Class<T> kind) {
    return observations.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The first observation of a kind. */
  public <T extends Observation> Optional<T> first(Class<T> kind) {
    return of(kind).findFirst();
  }

  /** The last observation of a kind. */
  public <T extends Observation> Optional<T> last(Class<T> kind) {
    return of(kind).reduce((earlier, later) -> later);
  }
}
