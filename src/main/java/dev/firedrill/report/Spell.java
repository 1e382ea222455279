package dev.firedrill.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A stretch of time in which something kept one value. */
record Spell<T>(T value, Span span) {

  /** A value seen at a moment. */
  record Sight<T>(Instant at, T value) {}

  /** Longer than this after a sight, nobody can say: the verdict's checkers hold it so as well. */
  private static final Duration LASTS = Duration.ofSeconds(15);

  /**
   * What was true between the sights: each value is taken to last until the next sight, but not for
   * longer than {@link #LASTS} nor through a stretch in which nobody looked.
   */
  static <T> List<Spell<T>> between(List<Sight<T>> sights, Course course) {
    List<Spell<T>> spells = new ArrayList<>();
    for (int i = 0; i < sights.size(); i++) {
      Sight<T> sight = sights.get(i);
      Instant next = i + 1 < sights.size() ? sights.get(i + 1).at() : course.whole().stop();
      Instant known = earlier(next, sight.at().plus(LASTS));
      Span span = new Span(sight.at(), cut(sight.at(), known, course));
      spells.add(new Spell<>(sight.value(), span));
    }
    return joined(spells);
  }

  /** The same with neighbours of equal value drawn together. */
  static <T> List<Spell<T>> joined(List<Spell<T>> spells) {
    List<Spell<T>> joined = new ArrayList<>();
    for (Spell<T> next : spells) {
      int last = joined.size() - 1;
      if (last >= 0 && joined.get(last).isContinuedBy(next)) {
        Instant start = joined.get(last).span().start();
        joined.set(last, new Spell<>(next.value(), new Span(start, next.span().stop())));
      } else {
        joined.add(next);
      }
    }
    return joined;
  }

  private boolean isContinuedBy(Spell<T> next) {
    return value.equals(next.value) && !next.span.start().isAfter(span.stop());
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant cut(Instant from, Instant until, Course course) {
    return course.blind().stream()
        .map(Span::start)
        .filter(start -> !start.isBefore(from) && start.isBefore(until))
        .findFirst()
        .orElse(until);
  }
}
