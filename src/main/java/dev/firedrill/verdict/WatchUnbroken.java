package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation;
import dev.firedrill.history.Observation.BudgetSeen;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.history.Observation.EtcdSeen;
import dev.firedrill.history.Observation.NodeSeen;
import dev.firedrill.history.Observation.WatchLost;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.NodeName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From the first step after the cluster's creation to the last step and the last load, every node,
 * every component, etcd and every budget was looked at at least every 15 s. What other checkers
 * read as a function of time is known only as far as this holds.
 *
 * <p>Nodes and budgets are looked at through the API. A scenario that lets the API be away for
 * longer than that, as one with a single control plane has to, allows as long a silence and 5 s
 * more for looking again. That a watch was lost for a shorter time is noted, and nothing follows
 * from it.
 */
final class WatchUnbroken implements Checker {

  private static final Duration LOOKING_AGAIN = Duration.ofSeconds(5);

  @Override
  public String name() {
    return "watch";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    Optional<Interval> judged = Spans.afterCreation(history);
    if (judged.isEmpty()) {
      assessment.missing("no step after the creation of the cluster was begun");
      return assessment.conclude("");
    }
    Interval span = judged.get();
    Duration limit = limit(expectations);
    Disruption fault = Disruption.of(history);
    Unobserved unobserved = Unobserved.of(history).and(fault.broken());
    Disturbed disturbed = Disturbed.of(history);
    Map<String, List<Instant>> looks = looks(history);
    looks.forEach(
        (object, seen) ->
            Silence.in(span, seen, unobserved, limit)
                .forEach(silence -> silence(object, silence, unobserved, disturbed, assessment)));
    history
        .of(WatchLost.class)
        .filter(lost -> span.contains(lost.at()))
        .forEach(lost -> assessment.note(lost.at(), lost.what(), "watch lost: " + lost.why()));
    fault.noteIn(assessment);
    Unobserved.of(history).noteIn(assessment);
    return assessment.conclude(
        "%d objects were looked at at least every %s for %s"
            .formatted(
                looks.size(),
                Interval.seconds(limit),
                Interval.seconds(unobserved.observed(span))));
  }

  private static void silence(
      String object,
      Interval silence,
      Unobserved unobserved,
      Disturbed disturbed,
      Assessment assessment) {
    String seen = "not looked at for " + Interval.seconds(unobserved.observed(silence));
    if (disturbed.touches(silence)) {
      disturbed.excuse(assessment, silence.from(), object, seen);
    } else {
      assessment.doubt(silence.from(), object, seen);
    }
  }

  private static Duration limit(Expectations expectations) {
    Duration away = expectations.apiLongestGap().plus(LOOKING_AGAIN);
    return away.compareTo(Silence.LIMIT) > 0 ? away : Silence.LIMIT;
  }

  /** When each object that has to be watched was looked at; also those that never were. */
  private static Map<String, List<Instant>> looks(History history) {
    Nodes nodes = Nodes.of(history);
    Map<String, List<Instant>> looks = new LinkedHashMap<>();
    looks.put("etcd members", new ArrayList<>());
    nodes.all().forEach(node -> looks.put(title(node), new ArrayList<>()));
    nodes.expectedComponents().forEach(part -> looks.put(part.toString(), new ArrayList<>()));
    history.of(BudgetSeen.class).forEach(seen -> looks.putIfAbsent(title(seen), new ArrayList<>()));
    for (Observation observation : history.observations()) {
      List<Instant> seen = looks.get(object(observation));
      if (seen != null) {
        seen.add(observation.at());
      }
    }
    return looks;
  }

  private static String object(Observation observation) {
    if (observation instanceof NodeSeen seen) {
      return title(seen.node());
    }
    if (observation instanceof ComponentSeen seen) {
      return ComponentOn.of(seen).toString();
    }
    if (observation instanceof BudgetSeen seen) {
      return title(seen);
    }
    return observation instanceof EtcdSeen ? "etcd members" : "";
  }

  private static String title(NodeName node) {
    return "node " + node;
  }

  private static String title(BudgetSeen seen) {
    return "budget " + seen.budget();
  }
}
