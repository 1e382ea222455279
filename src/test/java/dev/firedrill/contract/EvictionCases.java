package dev.firedrill.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import java.util.List;

/** Evictions and disruption budgets. */
final class EvictionCases {

  private static final String REFUSED =
      "Cannot evict pod as it would violate the pod's disruption budget.";

  void a_budget_counts_its_pods(Ground ground) {
    Workload.ready(ground, "web", 3);
    PodDisruptionBudget budget = budget(ground, 2, 1);
    assertThat(budget.getStatus().getExpectedPods()).isEqualTo(3);
    assertThat(budget.getStatus().getCurrentHealthy()).isEqualTo(3);
    assertThat(budget.getStatus().getDesiredHealthy()).isEqualTo(2);
  }

  void a_budget_of_nothing_expects_no_pods(Ground ground) {
    assertThat(budget(ground, 1, 0).getStatus().getExpectedPods()).isZero();
  }

  void a_budget_that_was_just_made_has_counted_nothing(Ground ground) {
    PodDisruptionBudgetStatus status =
        ground
            .client()
            .resource(Fixtures.budget(ground, "just-made", "web", 1))
            .create()
            .getStatus();
    assertThat(status.getExpectedPods()).isZero();
    assertThat(status.getCurrentHealthy()).isZero();
    assertThat(status.getDesiredHealthy()).isZero();
    assertThat(status.getDisruptionsAllowed()).isZero();
    assertThat(status.getObservedGeneration()).isNull();
  }

  void an_eviction_without_a_budget_deletes_the_pod(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 1).get(0);
    evict(ground, pod.getMetadata().getName());
    assertThat(
            Workload.pod(ground, pod.getMetadata().getName()).getMetadata().getDeletionTimestamp())
        .isNotNull();
  }

  void an_eviction_within_the_budget_deletes_the_pod(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 2).get(0);
    budget(ground, 1, 1);
    evict(ground, pod.getMetadata().getName());
    assertThat(
            Workload.pod(ground, pod.getMetadata().getName()).getMetadata().getDeletionTimestamp())
        .isNotNull();
    Workload.awaitReady(ground, "web", 2);
  }

  void an_eviction_at_zero_budget_is_refused(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 1).get(0);
    budget(ground, 1, 0);
    Refusal refusal = Refusal.with(429, () -> evict(ground, pod.getMetadata().getName()));
    assertThat(refusal.reason()).isEqualTo("TooManyRequests");
    assertThat(refusal.message()).isEqualTo(REFUSED);
    assertThat(
            Workload.pod(ground, pod.getMetadata().getName()).getMetadata().getDeletionTimestamp())
        .isNull();
  }

  void a_second_eviction_waits_for_the_first_pods_replacement(Ground ground) {
    List<Pod> pods = Workload.ready(ground, "web", 2);
    budget(ground, 1, 1);
    evict(ground, pods.get(0).getMetadata().getName());
    Refusal refusal = Refusal.with(429, () -> evict(ground, pods.get(1).getMetadata().getName()));
    assertThat(refusal.message()).isEqualTo(REFUSED);
    ground.until(
        "allowed again", () -> allowed(ground), allowed -> Integer.valueOf(1).equals(allowed));
    evict(ground, pods.get(1).getMetadata().getName());
  }

  void an_eviction_uses_up_the_budget_at_once(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 3).get(0);
    budget(ground, 2, 1);
    evict(ground, pod.getMetadata().getName());
    assertThat(allowed(ground)).isZero();
  }

  void a_pod_is_deleted_whatever_its_budget(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 1).get(0);
    budget(ground, 1, 0);
    ground.client().resource(pod).delete();
    assertThat(
            Workload.pod(ground, pod.getMetadata().getName()).getMetadata().getDeletionTimestamp())
        .isNotNull();
  }

  void an_eviction_of_nothing_is_not_found(Ground ground) {
    String namespace = ground.namespace();
    Refusal refusal = Refusal.with(404, () -> evict(ground, "none"));
    assertThat(refusal.message()).as(namespace).isEqualTo("pods \"none\" not found");
  }

  void an_eviction_under_two_budgets_is_an_error(Ground ground) {
    Pod pod = Workload.ready(ground, "web", 2).get(0);
    budget(ground, 1, 1);
    ground.client().resource(Fixtures.budget(ground, "second", "web", 1)).create();
    Refusal refusal = Refusal.with(500, () -> evict(ground, pod.getMetadata().getName()));
    assertThat(refusal.message())
        .isEqualTo(
            "This pod has more than one PodDisruptionBudget, which the eviction subresource does"
                + " not support.");
  }

  void a_pod_that_waits_is_evicted_whatever_its_budget(Ground ground) {
    Pod pending = unready(ground);
    pending.getSpec().getContainers().get(0).setImage("firedrill.dev/no-such-image:1");
    ground.client().resource(pending).create();
    budget(ground, 1, 0);
    evict(ground, "web");
    ground.until("gone", () -> Workload.pods(ground, "web"), List::isEmpty);
  }

  void a_running_pod_that_is_not_ready_is_guarded_by_default(Ground ground) {
    ground.client().resource(unready(ground)).create();
    awaitRunning(ground);
    budget(ground, 1, 0);
    assertThat(Refusal.with(429, () -> evict(ground, "web")).message()).isEqualTo(REFUSED);
  }

  void a_running_pod_that_is_not_ready_is_evicted_where_the_budget_says_so(Ground ground) {
    ground.client().resource(unready(ground)).create();
    awaitRunning(ground);
    ground
        .client()
        .resource(
            new PodDisruptionBudgetBuilder(Fixtures.budget(ground, "budget", "web", 1))
                .editSpec()
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .endSpec()
                .build())
        .create();
    ground.until("counted", () -> allowed(ground), Integer.valueOf(0)::equals);
    evict(ground, "web");
    ground.until("gone", () -> Workload.pods(ground, "web"), List::isEmpty);
  }

  private static void awaitRunning(Ground ground) {
    ground.until(
        "Running", () -> Workload.pod(ground, "web").getStatus().getPhase(), "Running"::equals);
  }

  private static Pod unready(Ground ground) {
    Pod pod = Fixtures.pod(ground, "web", Fixtures.server());
    pod.getSpec().getContainers().get(0).getReadinessProbe().getHttpGet().setPath("/none");
    return pod;
  }

  /** A budget for the app that has been counted, and allows that many disruptions. */
  private static PodDisruptionBudget budget(Ground ground, int minAvailable, int allowed) {
    ground.client().resource(Fixtures.budget(ground, "budget", "web", minAvailable)).create();
    return ground.until(
        allowed + " disruptions allowed",
        () ->
            ground
                .client()
                .policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(ground.namespace())
                .withName("budget")
                .get(),
        budget ->
            budget.getStatus() != null
                && Long.valueOf(1).equals(budget.getStatus().getObservedGeneration())
                && Integer.valueOf(allowed).equals(budget.getStatus().getDisruptionsAllowed()));
  }

  private static Integer allowed(Ground ground) {
    return ground
        .client()
        .policy()
        .v1()
        .podDisruptionBudget()
        .inNamespace(ground.namespace())
        .withName("budget")
        .get()
        .getStatus()
        .getDisruptionsAllowed();
  }

  /** Posted raw, as a drain does. */
  private static void evict(Ground ground, String pod) {
    ground
        .client()
        .raw(
            "/api/v1/namespaces/%s/pods/%s/eviction".formatted(ground.namespace(), pod),
            "POST",
            new EvictionBuilder()
                .withNewMetadata()
                .withName(pod)
                .withNamespace(ground.namespace())
                .endMetadata()
                .build());
  }
}
