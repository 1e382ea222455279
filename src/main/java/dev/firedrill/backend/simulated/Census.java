package dev.firedrill.backend.simulated;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Counts nodes and pods once a second of virtual time, as an administrator would who watches them:
 * the API is asked only for what has changed.
 */
public final class Census {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final Simulation simulation;
  private final Informers api;

  /** What was seen last. */
  private Count last = new Count(0, "nothing was looked at");

  private record Count(int there, String lacking) {}

  /**
   * How a wait ended.
   *
   * @param reached true where as many were there as were waited for
   * @param there how many were
   * @param lacking one that was not, and why; empty where none is known
   */
  public record Outcome(boolean reached, int there, String lacking) {}

  Census(Simulation simulation, Informers api) {
    this.simulation = simulation;
    this.api = api;
  }

  /** Lets time pass until that many nodes are Ready, for that long at most. */
  public Outcome awaitNodes(int wanted, Duration limit) {
    return await(wanted, limit, this::nodes);
  }

  /** Lets time pass until that many pods of the namespace are Running and ready. */
  public Outcome awaitPods(String namespace, int wanted, Duration limit) {
    return await(wanted, limit, () -> pods(namespace));
  }

  private interface Looking {
    Count look();
  }

  private Outcome await(int wanted, Duration limit, Looking looking) {
    last = new Count(0, "nothing was looked at");
    Recurring looks = simulation.every(PERIOD, "census", () -> last = counted(looking));
    boolean reached = simulation.await(() -> last.there() >= wanted, limit);
    looks.close();
    return new Outcome(reached, last.there(), last.lacking());
  }

  private static Count counted(Looking looking) {
    try {
      return looking.look();
    } catch (KubernetesClientException away) {
      return new Count(0, "the API does not answer: " + away.getMessage());
    }
  }

  private Count nodes() {
    return count(api.list(Node.class), Readiness::isNodeReady, Census::whyNotReady);
  }

  private Count pods(String namespace) {
    return count(
        api.list(Pod.class).stream()
            .filter(pod -> namespace.equals(pod.getMetadata().getNamespace()))
            .toList(),
        pod -> "Running".equals(pod.getStatus().getPhase()) && Readiness.isPodReady(pod),
        Census::whyNotRunning);
  }

  private static <T extends HasMetadata> Count count(
      List<T> all, Predicate<T> counts, java.util.function.Function<T, String> why) {
    int there = 0;
    String lacking = "";
    for (T each : all) {
      if (counts.test(each)) {
        there++;
      } else if (lacking.isEmpty()) {
        lacking = each.getMetadata().getName() + ": " + why.apply(each);
      }
    }
    return new Count(there, lacking);
  }

  private static String whyNotReady(Node node) {
    return node.getStatus().getConditions().stream()
        .filter(each -> each.getType().equals("Ready"))
        .map(NodeCondition::getMessage)
        .findFirst()
        .orElse("it has not said yet");
  }

  private static String whyNotRunning(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(each -> each.getMessage() != null)
        .map(PodCondition::getMessage)
        .findFirst()
        .orElse("phase " + pod.getStatus().getPhase());
  }
}
