package dev.firedrill.report;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When a run happened.
 *
 * @param whole from its first moment to its last
 * @param blind the stretches in which the harness was dead and nobody was looking
 */
record Course(Span whole, List<Span> blind) {

  Course {
    blind = List.copyOf(blind);
  }

  static Course of(History history) {
    List<Span> blind = new ArrayList<>();
    Instant first = history.observations().isEmpty() ? Instant.EPOCH : Instant.MAX;
    Instant last = Instant.EPOCH;
    for (Observation observation : history.observations()) {
      if (observation instanceof Observation.RunResumed resumed) {
        blind.add(new Span(last, resumed.at()));
      }
      first = observation.at().isBefore(first) ? observation.at() : first;
      last = endOf(observation).isAfter(last) ? endOf(observation) : last;
    }
    return new Course(new Span(first, last), blind);
  }

  /** A moment as time since the run's start. */
  String offset(Instant moment) {
    return Readable.offset(Duration.between(whole.start(), moment));
  }

  private static Instant endOf(Observation observation) {
    return observation instanceof Observation.LoadWindow window
        ? window.at().plus(window.length())
        : observation.at();
  }
}
