package dev.firedrill.verdict;

import dev.firedrill.history.History;
import dev.firedrill.history.Observation.ComponentSeen;
import dev.firedrill.model.AgentPlacement;
import dev.firedrill.model.Component;
import dev.firedrill.model.Expectations;
import dev.firedrill.verdict.KnownVersions.Known;
import dev.firedrill.verdict.SkewPolicy.Breach;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * At every instant the versions kept to {@link SkewPolicy}, and no component went from one minor to
 * another without those between ("kube-apiserver" under "Supported component upgrade order" of the
 * same document; kubeadm refuses it for all that it upgrades).
 */
final class VersionSkew implements Checker {

  private static final Set<Component> ONE_MINOR_AT_A_TIME =
      Set.of(
          Component.KUBE_APISERVER,
          Component.KUBE_CONTROLLER_MANAGER,
          Component.KUBE_SCHEDULER,
          Component.KUBELET,
          Component.KUBE_PROXY,
          Component.KUBEADM);

  @Override
  public String name() {
    return "version skew";
  }

  @Override
  public Finding check(History history, Expectations expectations) {
    Assessment assessment = new Assessment(this);
    Nodes nodes = Nodes.of(history);
    if (nodes.all().isEmpty()) {
      assessment.missing("the history does not say what nodes there are");
    }
    KnownVersions versions = new KnownVersions();
    AgentPlacement agents = Nodes.agents(history);
    Breaches breaches = new Breaches(assessment);
    List<ComponentSeen> looks =
        history.of(ComponentSeen.class).sorted(Comparator.comparing(ComponentSeen::at)).toList();
    for (ComponentSeen seen : looks) {
      take(seen, versions, assessment);
      breaches.at(seen.at(), SkewPolicy.breaches(versions, agents));
    }
    breaches.end();
    for (ComponentOn part : nodes.expectedComponents()) {
      if (versions.of(part).isEmpty()) {
        assessment.missing("no version of " + part + " was ever seen");
      }
    }
    Unobserved.of(history).noteIn(assessment);
    return assessment.conclude(
        "the versions kept to the skew policy at all %d looks".formatted(looks.size()));
  }

  private static void take(ComponentSeen seen, KnownVersions versions, Assessment assessment) {
    ComponentOn part = ComponentOn.of(seen);
    try {
      versions.observe(seen).ifPresent(before -> skip(before, versions, assessment));
    } catch (IllegalArgumentException notAVersion) {
      if (SkewPolicy.governs(seen.component())) {
        assessment.doubt(seen.at(), part, "gave no version: " + notAVersion.getMessage());
      }
    }
  }

  private static void skip(Known before, KnownVersions versions, Assessment assessment) {
    Known now = versions.of(before.part()).orElse(before);
    if (ONE_MINOR_AT_A_TIME.contains(now.part().component())
        && now.version().minorsAhead(before.version()) > 1) {
      assessment.violation(
          now.at(),
          now.part(),
          "skipped a minor: went from %s to %s".formatted(before.version(), now.version()));
    }
  }

  /** Says of each breach when it began, once while it lasts. */
  private static final class Breaches {

    private final Assessment assessment;
    private final Set<String> said = new HashSet<>();
    private final Map<String, Instant> since = new LinkedHashMap<>();
    private List<Breach> last = List.of();

    Breaches(Assessment assessment) {
      this.assessment = assessment;
    }

    void at(Instant at, List<Breach> breaches) {
      for (Breach breach : breaches) {
        if (breach.certain() && said.add(sentence(breach))) {
          assessment.violation(at, breach.part(), breach.why());
        }
        since.putIfAbsent(sentence(breach), at);
      }
      List<String> present = breaches.stream().map(Breaches::sentence).toList();
      said.retainAll(present);
      since.keySet().retainAll(present);
      last = breaches;
    }

    /** What was never settled because one of the two no longer answered. */
    void end() {
      for (Breach breach : last) {
        if (!said.contains(sentence(breach))) {
          assessment.doubt(
              since.getOrDefault(sentence(breach), Instant.MIN),
              breach.part(),
              breach.why() + "; one of them has not answered since");
        }
      }
    }

    private static String sentence(Breach breach) {
      return breach.part() + ": " + breach.why();
    }
  }
}
