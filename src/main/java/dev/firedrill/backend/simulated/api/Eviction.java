package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firedrill.backend.simulated.machine.MachineClock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/** API-initiated eviction: a deletion that disruption budgets may refuse. */
final class Eviction {

  private static final Resource BUDGETS = Resources.named("poddisruptionbudgets");
  private static final int TRY_AGAIN = 10;

  private final MachineClock clock;
  private final ObjectStore store;
  private final Deleting deleting;

  Eviction(MachineClock clock, ObjectStore store, Deleting deleting) {
    this.clock = clock;
    this.store = store;
    this.deleting = deleting;
  }

  void evict(Target target, ObjectNode eviction) {
    Target pod = target.object(target.name());
    ObjectNode object = store.get(pod);
    if (!needsNoBudget(object)) {
      List<ObjectNode> budgets = budgetsOf(object);
      if (budgets.size() > 1) {
        throw ApiFailure.of(
            500,
            "InternalError",
            "This pod has more than one PodDisruptionBudget, which the eviction subresource does"
                + " not support.");
      }
      budgets.stream()
          .filter(budget -> !unhealthyMayGo(object, budget))
          .forEach(budget -> take(target, budget));
    }
    JsonNode options = eviction.path("deleteOptions");
    deleting.delete(pod, options instanceof ObjectNode given ? given : Json.object());
  }

  private static boolean needsNoBudget(ObjectNode pod) {
    return pod.path("metadata").has("deletionTimestamp")
        || Set.of("Succeeded", "Failed", "Pending").contains(pod.at("/status/phase").asText());
  }

  private List<ObjectNode> budgetsOf(ObjectNode pod) {
    String folder = BUDGETS.folder(pod.at("/metadata/namespace").asText());
    JsonNode labels = pod.at("/metadata/labels");
    return store.list(folder, folder, 0, 0).keyValues().stream()
        .map(store::parse)
        .filter(budget -> budget.at("/spec/selector").isObject())
        .filter(budget -> Selectors.selects(budget.at("/spec/selector"), labels))
        .toList();
  }

  private static boolean unhealthyMayGo(ObjectNode pod, ObjectNode budget) {
    for (JsonNode condition : pod.at("/status/conditions")) {
      if (condition.path("type").asText().equals("Ready")
          && condition.path("status").asText().equals("True")) {
        return false;
      }
    }
    long desired = budget.at("/status/desiredHealthy").asLong();
    return budget.at("/spec/unhealthyPodEvictionPolicy").asText().equals("AlwaysAllow")
        || (desired > 0 && budget.at("/status/currentHealthy").asLong() >= desired);
  }

  /** Takes one disruption off the budget. */
  private void take(Target pod, ObjectNode budget) {
    String name = budget.at("/metadata/name").asText();
    JsonNode status = budget.path("status");
    if (status.path("observedGeneration").asLong() < budget.at("/metadata/generation").asLong()) {
      throw refusal(
          "The disruption budget %s is still being processed by the server.".formatted(name));
    }
    long allowed = status.path("disruptionsAllowed").asLong();
    if (allowed <= 0) {
      throw refusal(
          "The disruption budget %s needs %d healthy pods and has %d currently"
              .formatted(
                  name,
                  status.path("desiredHealthy").asLong(),
                  status.path("currentHealthy").asLong()));
    }
    ObjectNode after = budget.deepCopy();
    ObjectNode changed = Json.in(after, "status");
    changed.put("disruptionsAllowed", allowed - 1);
    Json.in(changed, "disruptedPods")
        .put(pod.name(), clock.now().truncatedTo(ChronoUnit.SECONDS).toString());
    store.update(new Target(BUDGETS, pod.namespace(), name, "status"), budget, after);
  }

  private static ApiFailure refusal(String why) {
    return ApiFailure.of(
            429,
            "TooManyRequests",
            "Cannot evict pod as it would violate the pod's disruption budget.")
        .because("DisruptionBudget", why, TRY_AGAIN);
  }
}
