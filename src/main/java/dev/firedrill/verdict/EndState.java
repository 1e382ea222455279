package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.history.Observation.NodeSeen;
import dev.firedrill.history.Observation.RunEnded;
import dev.firedrill.model.Component;
import dev.firedrill.model.Expectations;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import dev.firedrill.verdict.KnownVersions.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * In the end every node is there, Ready and schedulable, every component of Kubernetes runs at the
 * version demanded, and the cluster was verified after the change.
 */
final class EndState implements Checker {

  private static final List<Component> WHERE_SEEN =
      List.of(
          Component.KUBE_APISERVER,
          Component.KUBE_CONTROLLER_MANAGER,
          Component.KUBE_SCHEDULER,
          Component.KUBELET,
          Component.KUBE_PROXY,
          Component.KUBECTL);

  @Override
  public String name() {
    return "end state";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    if (history.last(RunEnded.class).isEmpty()) {
      assessment.missing("the run broke off, so there is no end to look at");
      return assessment.conclude("");
    }
    Nodes nodes = Nodes.of(history);
    if (nodes.all().isEmpty()) {
      assessment.missing("the history does not say what nodes there are");
    }
    Instant changed = Spans.mended(history).orElse(Instant.MIN);
    nodes.all().forEach(node -> node(node, changed, history, assessment));
    components(nodes, changed, history, expectations.version(), assessment);
    new Verification(history, assessment).check();
    return assessment.conclude(
        "all %d nodes are Ready and schedulable at %s, and the cluster was verified"
            .formatted(nodes.all().size(), expectations.version()));
  }

  private static void node(NodeName node, Instant changed, History history, Assessment assessment) {
    String object = "node " + node;
    Optional<NodeSeen> look =
        history
            .of(NodeSeen.class)
            .filter(seen -> seen.node().equals(node))
            .max(Comparator.comparing(NodeSeen::at));
    if (look.isEmpty()) {
      assessment.missing(object + " was never looked at");
      return;
    }
    NodeSeen last = look.get();
    if (last.at().isBefore(changed)) {
      assessment.doubt(last.at(), object, "was not looked at after the last step on a node");
    } else if (!last.present()) {
      assessment.violation(last.at(), object, "is not known to the API in the end");
    } else {
      if (!last.ready()) {
        assessment.violation(last.at(), object, "is not Ready in the end");
      }
      if (!last.schedulable()) {
        assessment.violation(last.at(), object, "is still cordoned in the end");
      }
    }
  }

  private static void components(
      Nodes nodes, Instant changed, History history, Version version, Assessment assessment) {
    KnownVersions versions = new KnownVersions();
    Set<ComponentOn> unreadable = new LinkedHashSet<>();
    Instant lastLook = Instant.MIN;
    for (ComponentSeen seen : byTime(history)) {
      lastLook = seen.at();
      try {
        versions.observe(seen);
        unreadable.remove(ComponentOn.of(seen));
      } catch (IllegalArgumentException notAVersion) {
        unreadable.add(ComponentOn.of(seen));
      }
    }
    Set<ComponentOn> expected = new LinkedHashSet<>(nodes.expectedComponents());
    WHERE_SEEN.forEach(part -> versions.of(part).forEach(known -> expected.add(known.part())));
    for (ComponentOn part : expected) {
      Optional<Known> known = versions.of(part);
      if (known.isEmpty() || unreadable.contains(part)) {
        assessment.missing("the version of " + part + " in the end is not known");
      } else {
        judge(known.get(), changed, lastLook, version, assessment);
      }
    }
  }

  private static void judge(
      Known known, Instant changed, Instant lastLook, Version version, Assessment assessment) {
    boolean kubectl = known.part().component().equals(Component.KUBECTL);
    Duration silent = Duration.between(known.at(), lastLook);
    if (!known.version().equals(version)) {
      assessment.violation(
          known.at(), known.part(), "is at %s, not %s".formatted(known.version(), version));
    } else if (!known.answering() && silent.compareTo(Silence.LIMIT) > 0) {
      assessment.violation(
          known.at(), known.part(), "does not answer in the end, for " + Interval.seconds(silent));
    } else if (!kubectl && (!known.answering() || known.at().isBefore(changed))) {
      assessment.doubt(known.at(), known.part(), "gave no version after that");
    }
  }

  private static List<ComponentSeen> byTime(History history) {
    return history.of(ComponentSeen.class).sorted(Comparator.comparing(ComponentSeen::at)).toList();
  }
}
