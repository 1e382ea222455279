package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.RunResumed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * When nobody was looking and no load was offered, because the harness had been killed: from the
 * last observation before each resumption to the resumption. Such time is held against nobody, and
 * said wherever it matters.
 *
 * @param intervals oldest first
 */
record Unobserved(List<Interval> intervals) {

  static Unobserved of(History history) {
    List<Interval> intervals = new ArrayList<>();
    Instant last = Instant.MIN;
    for (Observation observation : history.observations()) {
      if (observation instanceof RunResumed && last.isAfter(Instant.MIN)) {
        intervals.add(new Interval(last, observation.at()));
      }
      Instant end = Spans.endOf(observation);
      last = end.isAfter(last) ? end : last;
    }
    return new Unobserved(List.copyOf(intervals));
  }

  /** The same, and time that is held against nobody for another reason. */
  Unobserved and(List<Interval> more) {
    List<Interval> merged = new ArrayList<>();
    Stream.concat(intervals.stream(), more.stream())
        .sorted(Comparator.comparing(Interval::from))
        .forEach(
            interval -> {
              int last = merged.size() - 1;
              if (last >= 0 && !merged.get(last).to().isBefore(interval.from())) {
                Interval before = merged.get(last);
                Instant end = before.to().isAfter(interval.to()) ? before.to() : interval.to();
                merged.set(last, new Interval(before.from(), end));
              } else {
                merged.add(interval);
              }
            });
    return new Unobserved(List.copyOf(merged));
  }

  /** How much of a stretch was observed. */
  Duration observed(Interval stretch) {
    Duration length = stretch.length();
    for (Interval interval : intervals) {
      length = length.minus(interval.and(stretch).length());
    }
    return length;
  }

  /** True where the stretch, its ends counted in, meets a time without observation. */
  boolean touches(Interval stretch) {
    return intervals.stream().anyMatch(i -> !i.and(stretch).to().isBefore(i.and(stretch).from()));
  }

  /** Names each interval in the evidence. */
  void noteIn(Assessment assessment) {
    for (Interval interval : intervals) {
      assessment.note(
          interval.from(),
          "harness",
          "unobserved for %s until it was resumed at %s; not counted"
              .formatted(Interval.seconds(interval.length()), interval.to()));
    }
  }
}
