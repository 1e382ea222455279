package dev.firedrill.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds where something that is looked at again and again was not looked at for too long. */
final class Silence {

  /** Longer than this without a look, and what happened meanwhile is not known. */
  static final Duration LIMIT = Duration.ofSeconds(15);

  private Silence() {}

  /** The stretches of a span in which more than the limit of observed time passed unseen. */
  static List<Interval> in(Interval span, Collection<Instant> looks, Unobserved unobserved) {
    return in(span, looks, unobserved, LIMIT);
  }

  /** The stretches of a span in which more than that much observed time passed unseen. */
  static List<Interval> in(
      Interval span, Collection<Instant> looks, Unobserved unobserved, Duration limit) {
    List<Instant> ends = new ArrayList<>();
    looks.stream().filter(span::contains).sorted().forEach(ends::add);
    ends.add(span.to());
    List<Interval> silences = new ArrayList<>();
    Instant last = span.from();
    for (Instant end : ends) {
      Interval stretch = new Interval(last, end);
      if (unobserved.observed(stretch).compareTo(limit) > 0) {
        silences.add(stretch);
      }
      last = end;
    }
    return silences;
  }
}
