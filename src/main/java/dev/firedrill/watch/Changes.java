package dev.firedrill.watch;

import dev.firedrill.history.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the history short: a reading is recorded when it differs from the last one of its subject,
 * and otherwise every few seconds, so that silence never looks like sameness.
 */
final class Changes {

  /** With a look a second this leaves no subject unrecorded for 5 s. */
  static final Duration REPEAT = Duration.ofSeconds(4);

  private record Recorded(Observation undated, Instant at) {}

  private final Map<String, Recorded> last = new HashMap<>();

  /** Of what was seen at that moment, what is worth recording. */
  List<Observation> worthRecording(Instant at, Collection<Reading> readings) {
    List<Observation> worth = new ArrayList<>();
    for (Reading reading : readings) {
      Observation undated = reading.observed().apply(Instant.EPOCH);
      Recorded before = last.get(reading.subject());
      if (before == null
          || !before.undated().equals(undated)
          || !at.isBefore(before.at().plus(REPEAT))) {
        last.put(reading.subject(), new Recorded(undated, at));
        worth.add(reading.observed().apply(at));
      }
    }
    return worth;
  }
}
