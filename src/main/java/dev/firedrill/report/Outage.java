package dev.firedrill.report;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.LoadWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A time without a success of one stream of load, known to the precision of the load's windows. */
record Outage(String stream, Span span) {

  /** A shorter time without a success is not worth a line. */
  static final Duration WORTH_NAMING = Duration.ofSeconds(1);

  /** The outages of a stream, in order; one that lasts over several windows is one. */
  static List<Outage> of(String stream, History history) {
    List<Outage> outages = new ArrayList<>();
    history
        .of(LoadWindow.class)
        .filter(window -> window.stream().equals(stream))
        .filter(window -> window.longestGap().compareTo(WORTH_NAMING) >= 0)
        .forEach(window -> append(outages, of(window)));
    return outages;
  }

  Duration length() {
    return span.length();
  }

  private static Outage of(LoadWindow window) {
    Instant end = window.at().plus(window.length());
    return new Outage(window.stream(), new Span(end.minus(window.longestGap()), end));
  }

  /** A window in which the last outage still went on, or ended, tells of its whole length. */
  private static void append(List<Outage> outages, Outage next) {
    int last = outages.size() - 1;
    if (last >= 0 && next.span.start().isBefore(outages.get(last).span.stop())) {
      Outage known = outages.get(last);
      outages.set(last, next.length().compareTo(known.length()) > 0 ? next : known);
    } else {
      outages.add(next);
    }
  }
}
