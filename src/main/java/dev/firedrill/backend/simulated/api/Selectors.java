package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Label and field selectors of requests, and the label selectors in objects. */
final class Selectors {

  private static final Pattern SET =
      Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s+\\(([^)]*)\\)\\s*");
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "pods",
          Set.of(
              "spec.nodeName",
              "spec.restartPolicy",
              "spec.schedulerName",
              "spec.serviceAccountName",
              "status.phase",
              "status.podIP",
              "status.nominatedNodeName"),
          "nodes",
          Set.of("spec.unschedulable"),
          "namespaces",
          Set.of("status.phase"),
          "secrets",
          Set.of("type"),
          "replicasets",
          Set.of("status.replicas"),
          "certificatesigningrequests",
          Set.of("spec.signerName"),
          "events",
          Set.of(
              "involvedObject.kind",
              "involvedObject.namespace",
              "involvedObject.name",
              "involvedObject.uid",
              "reason",
              "type"));

  private Selectors() {}

  static Predicate<ObjectNode> labels(String selector) {
    Predicate<ObjectNode> all = object -> true;
    // A comma inside parentheses separates values, not requirements.
    for (String requirement : selector.split(",(?![^(]*\\))")) {
      if (!requirement.isBlank()) {
        all = all.and(label(requirement));
      }
    }
    return all;
  }

  static Predicate<ObjectNode> fields(Resource resource, String selector) {
    Predicate<ObjectNode> all = object -> true;
    for (String requirement : selector.split(",")) {
      if (!requirement.isBlank()) {
        all = all.and(field(resource, requirement.strip(), selector));
      }
    }
    return all;
  }

  /** A selector as objects have it: matchLabels and matchExpressions. */
  static boolean selects(JsonNode selector, JsonNode labels) {
    for (Map.Entry<String, JsonNode> each : selector.path("matchLabels").properties()) {
      if (!each.getValue().asText().equals(labels.path(each.getKey()).asText(null))) {
        return false;
      }
    }
    for (JsonNode each : selector.path("matchExpressions")) {
      String value = labels.path(each.path("key").asText()).asText(null);
      List<String> values = new ArrayList<>();
      each.path("values").forEach(one -> values.add(one.asText()));
      boolean matches =
          switch (each.path("operator").asText()) {
            case "In" -> value != null && values.contains(value);
            case "NotIn" -> value == null || !values.contains(value);
            case "Exists" -> value != null;
            default -> value == null;
          };
      if (!matches) {
        return false;
      }
    }
    return true;
  }

  private static Predicate<ObjectNode> label(String requirement) {
    Matcher set = SET.matcher(requirement);
    if (set.matches()) {
      List<String> values = Arrays.stream(set.group(3).split(",")).map(String::strip).toList();
      return set.group(2).equals("in")
          ? object -> values.contains(labelOf(object, set.group(1)))
          : object -> !values.contains(labelOf(object, set.group(1)));
    }
    String text = requirement.strip();
    int equals = text.indexOf('=');
    if (equals < 0) {
      return text.startsWith("!")
          ? object -> labelOf(object, text.substring(1)) == null
          : object -> labelOf(object, text) != null;
    }
    boolean not = text.charAt(equals - 1) == '!';
    String key = text.substring(0, not ? equals - 1 : equals);
    String value = text.substring(equals + 1).replaceFirst("^=", "");
    return object -> not != value.equals(labelOf(object, key.strip()));
  }

  private static @org.jspecify.annotations.Nullable String labelOf(ObjectNode object, String key) {
    return object.path("metadata").path("labels").path(key).asText(null);
  }

  private static Predicate<ObjectNode> field(
      Resource resource, String requirement, String selector) {
    int equals = requirement.indexOf('=');
    boolean not = equals > 0 && requirement.charAt(equals - 1) == '!';
    String path = equals < 0 ? requirement : requirement.substring(0, not ? equals - 1 : equals);
    boolean known =
        path.equals("metadata.name")
            || path.equals("metadata.namespace")
            || FIELDS.getOrDefault(resource.plural(), Set.of()).contains(path);
    if (!known && !FIELDS.containsKey(resource.plural())) {
      throw ApiFailure.badRequest(
          "\"%s\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
              .formatted(path));
    }
    if (!known) {
      throw ApiFailure.badRequest(
          "Unable to find \"%s, Resource=%s\" that match label selector \"\", field selector \"%s\": field label not supported: %s"
              .formatted(
                  (resource.group().isEmpty() ? "/" : resource.group() + "/") + resource.version(),
                  resource.plural(),
                  selector,
                  path));
    }
    String value = requirement.substring(equals + 1).replaceFirst("^=", "");
    String pointer = "/" + path.replace('.', '/');
    String absent = path.equals("spec.unschedulable") ? "false" : "";
    return object -> {
      JsonNode found = object.at(pointer);
      return not != value.equals(found.isMissingNode() ? absent : found.asText());
    };
  }
}
