package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** What the API fills in, by defaulting and by admission, where an object does not say. */
final class Defaults {

  private static final Map<String, Integer> PRIORITIES =
      Map.of("system-node-critical", 2_000_001_000, "system-cluster-critical", 2_000_000_000);

  private Defaults() {}

  /** For every write. */
  static void fill(Resource resource, ObjectNode object) {
    switch (resource.plural()) {
      case "pods" -> pod(Json.in(object, "spec"));
      case "deployments" -> deployment(Json.in(object, "spec"));
      case "replicasets" -> workload(Json.in(object, "spec"));
      case "daemonsets" -> daemonSet(Json.in(object, "spec"));
      case "services" -> service(Json.in(object, "spec"));
      case "secrets" -> secret(object);
      default -> {
        // Nothing that anybody here looks at.
      }
    }
  }

  /** What only a new object gets. */
  static void begin(Resource resource, ObjectNode object) {
    switch (resource.plural()) {
      case "pods" -> {
        tolerations(Json.in(object, "spec"));
        status(object).put("phase", "Pending").put("qosClass", qosClass(object.path("spec")));
      }
      case "namespaces" -> {
        String name = object.path("metadata").path("name").asText();
        Json.in(Json.in(object, "metadata"), "labels").put("kubernetes.io/metadata.name", name);
        Json.in(object, "spec").putArray("finalizers").add("kubernetes");
        status(object).put("phase", "Active");
      }
      case "nodes" -> notReady(object);
      case "deployments" -> status(object);
      case "replicasets" -> nothingCounted(object, "replicas");
      case "daemonsets" ->
          nothingCounted(
              object,
              "currentNumberScheduled",
              "desiredNumberScheduled",
              "numberMisscheduled",
              "numberReady");
      case "poddisruptionbudgets" ->
          nothingCounted(
              object, "currentHealthy", "desiredHealthy", "disruptionsAllowed", "expectedPods");
      default -> {
        // Nothing.
      }
    }
  }

  private static ObjectNode status(ObjectNode object) {
    return object.putObject("status");
  }

  /** Numbers that are there before any controller has looked. */
  private static void nothingCounted(ObjectNode object, String... numbers) {
    ObjectNode status = status(object);
    for (String number : numbers) {
      status.put(number, 0);
    }
  }

  private static void pod(ObjectNode spec) {
    Json.orElse(spec, "restartPolicy", "Always");
    Json.orElse(spec, "terminationGracePeriodSeconds", 30);
    Json.orElse(spec, "dnsPolicy", "ClusterFirst");
    Json.orElse(spec, "schedulerName", "default-scheduler");
    Json.orElse(spec, "serviceAccountName", "default");
    Json.orElse(spec, "serviceAccount", spec.path("serviceAccountName").asText());
    Json.orElse(
        spec, "priority", PRIORITIES.getOrDefault(spec.path("priorityClassName").asText(), 0));
    Json.orElse(spec, "preemptionPolicy", "PreemptLowerPriority");
    Json.in(spec, "securityContext");
    if (!spec.has("enableServiceLinks")) {
      spec.put("enableServiceLinks", true);
    }
    for (JsonNode container : spec.path("containers")) {
      if (container instanceof ObjectNode each) {
        container(each);
      }
    }
  }

  private static void container(ObjectNode container) {
    String image = container.path("image").asText();
    boolean newest = image.endsWith(":latest") || image.lastIndexOf(':') <= image.lastIndexOf('/');
    Json.orElse(container, "imagePullPolicy", newest ? "Always" : "IfNotPresent");
    Json.orElse(container, "terminationMessagePath", "/dev/termination-log");
    Json.orElse(container, "terminationMessagePolicy", "File");
    ObjectNode resources = Json.in(container, "resources");
    if (resources.get("limits") instanceof ObjectNode limits) {
      ObjectNode requests = Json.in(resources, "requests");
      limits
          .properties()
          .forEach(each -> Json.orElse(requests, each.getKey(), each.getValue().asText()));
    }
    for (JsonNode port : container.path("ports")) {
      if (port instanceof ObjectNode each) {
        Json.orElse(each, "protocol", "TCP");
      }
    }
  }

  private static void tolerations(ObjectNode spec) {
    ArrayNode known =
        spec.get("tolerations") instanceof ArrayNode found ? found : spec.putArray("tolerations");
    for (String taint :
        new String[] {"node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"}) {
      if (!tolerates(known, taint)) {
        known
            .addObject()
            .put("key", taint)
            .put("operator", "Exists")
            .put("effect", "NoExecute")
            .put("tolerationSeconds", 300);
      }
    }
    if (known.isEmpty()) {
      spec.remove("tolerations");
    }
  }

  private static boolean tolerates(ArrayNode tolerations, String taint) {
    for (JsonNode each : tolerations) {
      String key = each.path("key").asText();
      String effect = each.path("effect").asText();
      if ((key.equals(taint) || (key.isEmpty() && each.path("operator").asText().equals("Exists")))
          && (effect.isEmpty() || effect.equals("NoExecute"))) {
        return true;
      }
    }
    return false;
  }

  private static String qosClass(JsonNode spec) {
    boolean anything = false;
    boolean everything = true;
    for (JsonNode container : spec.path("containers")) {
      JsonNode requests = container.at("/resources/requests");
      JsonNode limits = container.at("/resources/limits");
      anything |= !requests.isEmpty();
      everything &= limits.has("cpu") && limits.has("memory") && limits.equals(requests);
    }
    return everything ? "Guaranteed" : anything ? "Burstable" : "BestEffort";
  }

  private static void workload(ObjectNode spec) {
    Json.orElse(spec, "replicas", 1);
    pod(Json.in(Json.in(spec, "template"), "spec"));
  }

  private static void deployment(ObjectNode spec) {
    workload(spec);
    Json.orElse(spec, "revisionHistoryLimit", 10);
    Json.orElse(spec, "progressDeadlineSeconds", 600);
    ObjectNode strategy = Json.in(spec, "strategy");
    Json.orElse(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      ObjectNode rolling = Json.in(strategy, "rollingUpdate");
      Json.orElse(rolling, "maxUnavailable", "25%");
      Json.orElse(rolling, "maxSurge", "25%");
    }
  }

  private static void daemonSet(ObjectNode spec) {
    pod(Json.in(Json.in(spec, "template"), "spec"));
    Json.orElse(spec, "revisionHistoryLimit", 10);
    ObjectNode strategy = Json.in(spec, "updateStrategy");
    Json.orElse(strategy, "type", "RollingUpdate");
    if (strategy.path("type").asText().equals("RollingUpdate")) {
      ObjectNode rolling = Json.in(strategy, "rollingUpdate");
      Json.orElse(rolling, "maxUnavailable", 1);
      Json.orElse(rolling, "maxSurge", 0);
    }
  }

  private static void service(ObjectNode spec) {
    Json.orElse(spec, "type", "ClusterIP");
    Json.orElse(spec, "sessionAffinity", "None");
    Json.orElse(spec, "internalTrafficPolicy", "Cluster");
    Json.orElse(spec, "ipFamilyPolicy", "SingleStack");
    if (!spec.has("ipFamilies")) {
      spec.putArray("ipFamilies").add("IPv4");
    }
    if (!spec.path("type").asText().equals("ClusterIP")) {
      Json.orElse(spec, "externalTrafficPolicy", "Cluster");
    }
    for (JsonNode port : spec.path("ports")) {
      if (port instanceof ObjectNode each) {
        Json.orElse(each, "protocol", "TCP");
        if (!each.hasNonNull("targetPort")) {
          each.set("targetPort", each.path("port"));
        }
      }
    }
  }

  private static void secret(ObjectNode secret) {
    Json.orElse(secret, "type", "Opaque");
    if (secret.remove("stringData") instanceof ObjectNode texts) {
      ObjectNode data = Json.in(secret, "data");
      texts
          .properties()
          .forEach(
              each ->
                  data.put(
                      each.getKey(),
                      Base64.getEncoder()
                          .encodeToString(
                              each.getValue().asText().getBytes(StandardCharsets.UTF_8))));
    }
  }

  /** Admission taints a new node until it is known to be ready. */
  private static void notReady(ObjectNode node) {
    ObjectNode spec = Json.in(node, "spec");
    ArrayNode taints =
        spec.get("taints") instanceof ArrayNode found ? found : spec.putArray("taints");
    for (JsonNode each : taints) {
      if (each.path("key").asText().equals("node.kubernetes.io/not-ready")) {
        return;
      }
    }
    taints.addObject().put("key", "node.kubernetes.io/not-ready").put("effect", "NoSchedule");
  }
}
