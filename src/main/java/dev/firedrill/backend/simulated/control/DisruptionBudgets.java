package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import dev.firedrill.backend.simulated.machine.MachineClock;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The disruption controller: how many of a budget's pods are healthy, and how many may be
 * disrupted. A pod that was evicted counts as gone until it is, for two minutes at most.
 */
final class DisruptionBudgets implements Controller {

  private static final Duration GONE_SOON = Duration.ofMinutes(2);

  private final Informers api;
  private final MachineClock clock;

  DisruptionBudgets(Informers api, MachineClock clock) {
    this.api = api;
    this.clock = clock;
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of(PodDisruptionBudget.class, Pod.class, ReplicaSet.class);
  }

  @Override
  public void reconcile() {
    api.list(PodDisruptionBudget.class).forEach(this::reconcile);
  }

  private void reconcile(PodDisruptionBudget budget) {
    List<Pod> pods =
        api.list(Pod.class).stream()
            .filter(pod -> Pods.isIn(pod, budget) && !Pods.isFinished(pod))
            .filter(
                pod -> Pods.matches(budget.getSpec().getSelector(), Pods.labels(pod.getMetadata())))
            .toList();
    Map<String, @Nullable String> disrupted = disrupted(budget, pods);
    int expected = expected(budget, pods);
    int desired = desired(budget, expected);
    int healthy =
        Math.toIntExact(
            pods.stream()
                .filter(pod -> Pods.isReady(pod) && !Pods.isTerminating(pod))
                .filter(pod -> disrupted.get(pod.getMetadata().getName()) == null)
                .count());
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("currentHealthy", healthy);
    status.put("desiredHealthy", desired);
    status.put("disruptionsAllowed", expected <= 0 ? 0 : Math.max(0, healthy - desired));
    status.put("expectedPods", expected);
    status.put("observedGeneration", budget.getMetadata().getGeneration());
    boolean forgets = disrupted.containsValue(null);
    if (forgets) {
      status.put("disruptedPods", disrupted);
    }
    if (forgets || !status.equals(counted(budget.getStatus()))) {
      Writes.status(api, budget, status);
    }
  }

  private static Map<String, Object> counted(@Nullable PodDisruptionBudgetStatus status) {
    Map<String, Object> counted = new LinkedHashMap<>();
    if (status != null) {
      counted.put("currentHealthy", status.getCurrentHealthy());
      counted.put("desiredHealthy", status.getDesiredHealthy());
      counted.put("disruptionsAllowed", status.getDisruptionsAllowed());
      counted.put("expectedPods", status.getExpectedPods());
      counted.put("observedGeneration", status.getObservedGeneration());
    }
    return counted;
  }

  /** Evicted pods by name and when; null where the entry has served. */
  private Map<String, @Nullable String> disrupted(PodDisruptionBudget budget, List<Pod> pods) {
    Map<String, @Nullable String> disrupted = new TreeMap<>();
    if (budget.getStatus() != null && budget.getStatus().getDisruptedPods() != null) {
      budget
          .getStatus()
          .getDisruptedPods()
          .forEach(
              (name, at) -> {
                boolean counts =
                    pods.stream()
                            .anyMatch(
                                pod ->
                                    pod.getMetadata().getName().equals(name)
                                        && !Pods.isTerminating(pod))
                        && clock.now().isBefore(Instant.parse(at).plus(GONE_SOON));
                disrupted.put(name, counts ? at : null);
              });
    }
    return disrupted;
  }

  private int expected(PodDisruptionBudget budget, List<Pod> pods) {
    IntOrString least = budget.getSpec().getMinAvailable();
    if (least != null && least.getIntVal() != null) {
      return pods.size();
    }
    return pods.stream()
        .flatMap(pod -> Pods.controller(pod).stream())
        .map(owner -> owner.getUid())
        .distinct()
        .mapToInt(this::scale)
        .sum();
  }

  private int scale(String uid) {
    Optional<ReplicaSet> set =
        api.list(ReplicaSet.class).stream()
            .filter(each -> each.getMetadata().getUid().equals(uid))
            .findFirst();
    return set.map(Replicas::wanted).orElse(0);
  }

  private static int desired(PodDisruptionBudget budget, int expected) {
    IntOrString most = budget.getSpec().getMaxUnavailable();
    return most == null
        ? Templates.share(budget.getSpec().getMinAvailable(), expected, true, 1)
        : Math.max(0, expected - Templates.share(most, expected, true, 0));
  }
}
