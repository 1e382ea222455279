package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.model.Component;
import dev.firedrill.model.Expectations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * From the first step of the change on, no node was without its service proxy for longer than it
 * takes to replace one. What kube-proxy set up stays while it is away, and leads to pods that are
 * gone: a new connection to one of those waits until the client tries again.
 *
 * <p>A node that nobody could look at is not without it: only looks that found none count, from the
 * first of them to the last.
 */
final class ServiceProxiesRan implements Checker {

  /**
   * Replacing one takes 2 to 3 s. A scheduler that was restarted meanwhile, and has to place the
   * new one, waits for the lease of its predecessor first: 15 s, asked for every 2 s.
   */
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "service proxies";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    Disruption fault = Disruption.of(history);
    Unobserved unobserved = Unobserved.of(history).and(fault.broken());
    Disturbed disturbed = Disturbed.of(history);
    Map<ComponentOn, List<ComponentSeen>> looks = looks(history);
    looks.forEach(
        (proxy, seen) -> {
          for (Interval away : absences(seen)) {
            Duration length = unobserved.observed(away);
            String sight = "did not run for " + Interval.seconds(length);
            if (length.compareTo(LIMIT) > 0 && disturbed.touches(away)) {
              disturbed.excuse(assessment, away.from(), proxy, sight);
            } else if (length.compareTo(LIMIT) > 0) {
              assessment.violation(away.from(), proxy, sight);
            }
          }
        });
    fault.noteIn(assessment);
    Unobserved.of(history).noteIn(assessment);
    return assessment.conclude(
        "none of %d was away for longer than %s".formatted(looks.size(), Interval.seconds(LIMIT)));
  }

  private static Map<ComponentOn, List<ComponentSeen>> looks(History history) {
    Optional<Interval> change = Spans.sinceChange(history);
    return history
        .of(ComponentSeen.class)
        .filter(seen -> seen.component().equals(Component.KUBE_PROXY))
        .filter(seen -> change.filter(span -> span.contains(seen.at())).isPresent())
        .collect(Collectors.groupingBy(ComponentOn::of, LinkedHashMap::new, Collectors.toList()));
  }

  /** From the first to the last look of each row of looks that found none. */
  private static List<Interval> absences(List<ComponentSeen> looks) {
    List<Interval> absences = new ArrayList<>();
    Optional<Instant> since = Optional.empty();
    for (ComponentSeen look : looks) {
      if (look.version().isEmpty()) {
        Instant from = since.orElse(look.at());
        since = Optional.of(from);
        absences.removeIf(absence -> absence.from().equals(from));
        absences.add(new Interval(from, look.at()));
      } else {
        since = Optional.empty();
      }
    }
    return absences;
  }
}
