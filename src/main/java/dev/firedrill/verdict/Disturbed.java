package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.FaultHealed;
import dev.firedrill.history.Observation.FaultInjected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When a cluster suffered from faults that no step of the scenario asked for: from the moment each
 * struck until some time after it was healed, in which what it brought about ends. What such a
 * fault brings about by itself is held against nobody; what a step does is, at any time.
 *
 * @param intervals in the order in which the faults struck
 */
record Disturbed(List<Interval> intervals) {

  /**
   * How long a cluster suffers after a fault is healed: a kubelet starts a container that has
   * failed for a minute after up to 80 s, a lost node is found out in 40 s, then come leases and
   * probes.
   */
  static final Duration AFTERMATH = Duration.ofMinutes(3);

  /** What was under way already when it struck. */
  static final Duration UNDER_WAY = Duration.ofSeconds(5);

  static Disturbed of(History history) {
    Map<String, Instant> struck = new LinkedHashMap<>();
    List<Interval> intervals = new ArrayList<>();
    for (Observation observation : history.observations()) {
      if (observation instanceof FaultInjected fault) {
        struck.putIfAbsent(fault.what(), fault.at().minus(UNDER_WAY));
      } else if (observation instanceof FaultHealed fault) {
        Instant since = struck.remove(fault.what());
        intervals.add(new Interval(since == null ? fault.at() : since, fault.at().plus(AFTERMATH)));
      }
    }
    struck.values().forEach(since -> intervals.add(new Interval(since, Instant.MAX)));
    return new Disturbed(List.copyOf(intervals));
  }

  boolean at(Instant instant) {
    return intervals.stream().anyMatch(interval -> interval.contains(instant));
  }

  /** True where a fault may have to do with something that lasted that long. */
  boolean touches(Interval stretch) {
    return intervals.stream()
        .anyMatch(
            interval ->
                !interval.from().isAfter(stretch.to()) && !interval.to().isBefore(stretch.from()));
  }

  /** Says of something that it is a fault's doing, and not judged. */
  void excuse(Assessment assessment, Instant at, Object object, String seen) {
    assessment.note(at, object, seen + "; a fault had struck");
  }
}
