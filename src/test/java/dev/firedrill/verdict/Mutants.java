package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Histories with something planted in them. */
final class Mutants {

  private Mutants() {}

  static History without(History history, Predicate<Observation> planted) {
    return new History(history.observations().stream().filter(planted.negate()).toList());
  }

  /** Every observation of a kind that a predicate picks is another. */
  static <T extends Observation> History changed(
      History history, Class<T> kind, Predicate<T> picked, Function<T, Observation> change) {
    return new History(
        history.observations().stream()
            .map(
                o ->
                    kind.isInstance(o) && picked.test(kind.cast(o))
                        ? change.apply(kind.cast(o))
                        : o)
            .toList());
  }

  /** Only the n-th observation of a kind, counted from 0, is another. */
  static <T extends Observation> History changedAt(
      History history, Class<T> kind, int n, Function<T, Observation> change) {
    T picked = history.of(kind).toList().get(n);
    return changed(history, kind, o -> o == picked, change);
  }

  static History truncated(History history, int length) {
    return new History(history.observations().subList(0, length));
  }

  /** An observation more, before the last line. */
  static History with(History history, Observation more) {
    List<Observation> all = new ArrayList<>(history.observations());
    all.add(all.size() - 1, more);
    return new History(all);
  }
}
