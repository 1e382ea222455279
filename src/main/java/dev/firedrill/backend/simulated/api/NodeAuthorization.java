package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * What kubelets may do ("Using Node Authorization"): a ConfigMap or a Secret is theirs to read only
 * where a pod on their node refers to it.
 */
final class NodeAuthorization {

  /** Admission would have it mounted beside the service account's token. */
  private static final String ROOT_AUTHORITY = "kube-root-ca.crt";

  private static final String USER = "system:node:";
  private static final Set<String> READING = Set.of("get", "list", "watch");
  private static final Set<String> REFERRED_TO = Set.of("configmaps", "secrets");
  private static final Set<String> WRITTEN =
      Set.of(
          "nodes",
          "pods",
          "leases",
          "events",
          "csinodes",
          "certificatesigningrequests",
          "serviceaccounts");

  private final ObjectStore store;

  NodeAuthorization(ObjectStore store) {
    this.store = store;
  }

  boolean allows(Authorization.Question asked) {
    Target target = asked.target();
    if (target == null) {
      return true;
    }
    if (!READING.contains(asked.verb())) {
      return WRITTEN.contains(target.resource().plural());
    }
    return !isReferredTo(target)
        || (!target.name().isEmpty() && refers(node(asked.user()), target));
  }

  /** Why it does not, as it is added to a refusal; empty where others have to say. */
  static String opinion(Authorization.Question asked) {
    Target target = asked.target();
    if (!asked.user().in("system:nodes") || target == null || !isReferredTo(target)) {
      return "";
    }
    return target.name().isEmpty()
        ? ": No Object name found"
        : ": no relationship found between node '%s' and this object".formatted(node(asked.user()));
  }

  private static boolean isReferredTo(Target target) {
    return REFERRED_TO.contains(target.resource().plural());
  }

  private static String node(User user) {
    return user.name().startsWith(USER) ? user.name().substring(USER.length()) : "";
  }

  private boolean refers(String node, Target target) {
    String folder = Resources.named("pods").folder(target.namespace());
    String field = target.resource().is("secrets") ? "secret" : "configMap";
    return store.podsNaming(node).stream()
        .filter(pod -> pod.key().startsWith(folder))
        .map(store::parse)
        .filter(pod -> pod.at("/spec/nodeName").asText().equals(node))
        .anyMatch(pod -> refers(pod, field, target.name()));
  }

  private static boolean refers(ObjectNode pod, String field, String name) {
    JsonNode spec = pod.path("spec");
    String named = field.equals("secret") ? "secretName" : "name";
    if (name.equals(ROOT_AUTHORITY) && spec.path("automountServiceAccountToken").asBoolean(true)) {
      return true;
    }
    for (JsonNode volume : spec.path("volumes")) {
      if (volume.path(field).path(named).asText().equals(name)) {
        return true;
      }
      for (JsonNode source : volume.path("projected").path("sources")) {
        if (source.path(field).path("name").asText().equals(name)) {
          return true;
        }
      }
    }
    for (JsonNode container : spec.path("containers")) {
      if (environmentRefers(container, field, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean environmentRefers(JsonNode container, String field, String name) {
    for (JsonNode each : container.path("env")) {
      if (each.path("valueFrom").path(field + "KeyRef").path("name").asText().equals(name)) {
        return true;
      }
    }
    for (JsonNode each : container.path("envFrom")) {
      if (each.path(field + "Ref").path("name").asText().equals(name)) {
        return true;
      }
    }
    return false;
  }
}
