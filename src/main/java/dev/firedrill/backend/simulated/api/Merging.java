package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * How a patch changes an object: JSON merge patch (RFC 7396), and the merge that strategic patches
 * and server-side apply have in common, in which lists of objects are merged by their keys.
 */
final class Merging {

  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("containers", List.of("name")),
          Map.entry("initContainers", List.of("name")),
          Map.entry("ephemeralContainers", List.of("name")),
          Map.entry("volumes", List.of("name")),
          Map.entry("env", List.of("name")),
          Map.entry("imagePullSecrets", List.of("name")),
          Map.entry("secrets", List.of("name")),
          Map.entry("volumeMounts", List.of("mountPath")),
          Map.entry("conditions", List.of("type")),
          Map.entry("addresses", List.of("type")),
          Map.entry("ownerReferences", List.of("uid")),
          Map.entry("hostAliases", List.of("ip")),
          Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")));

  private Merging() {}

  static JsonNode mergePatch(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch.deepCopy();
    }
    ObjectNode result = target instanceof ObjectNode object ? object : Json.object();
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      if (change.getValue().isNull()) {
        result.remove(change.getKey());
      } else {
        result.set(change.getKey(), mergePatch(result.path(change.getKey()), change.getValue()));
      }
    }
    return result;
  }

  /** Changes the target. */
  static void strategic(ObjectNode target, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> change : patch.properties()) {
      String field = change.getKey();
      JsonNode value = change.getValue();
      if (field.startsWith("$")) {
        continue;
      }
      if (value.isNull()) {
        target.remove(field);
      } else if (value instanceof ObjectNode inner) {
        if (inner.path("$patch").asText().equals("replace") || !target.path(field).isObject()) {
          target.putObject(field);
        }
        strategic((ObjectNode) target.get(field), inner);
      } else if (value instanceof ArrayNode elements) {
        list(target, field, elements);
      } else {
        target.set(field, value.deepCopy());
      }
    }
  }

  private static void list(ObjectNode target, String field, ArrayNode elements) {
    List<String> keys = keys(field, elements);
    if (field.equals("finalizers")) {
      elements.forEach(
          each -> {
            if (!contains(target.withArray("/" + field), each)) {
              target.withArray("/" + field).add(each);
            }
          });
    } else if (keys.isEmpty()) {
      target.set(field, elements.deepCopy());
    } else {
      ArrayNode merged =
          target.get(field) instanceof ArrayNode known ? known : target.putArray(field);
      elements.forEach(each -> element(merged, keys, (ObjectNode) each));
    }
  }

  private static void element(ArrayNode merged, List<String> keys, ObjectNode change) {
    for (int i = 0; i < merged.size(); i++) {
      JsonNode known = merged.get(i);
      if (keys.stream()
          .allMatch(key -> !change.has(key) || known.path(key).equals(change.get(key)))) {
        if (change.path("$patch").asText().equals("delete")) {
          merged.remove(i);
        } else {
          strategic((ObjectNode) known, change);
        }
        return;
      }
    }
    if (!change.has("$patch")) {
      strategic(merged.addObject(), change);
    }
  }

  /** None where the list is replaced as a whole. */
  static List<String> keys(String field, ArrayNode elements) {
    boolean objects = !elements.isEmpty() && elements.get(0).isObject();
    if (!objects) {
      return List.of();
    }
    if (field.equals("ports")) {
      return List.of(elements.get(0).has("containerPort") ? "containerPort" : "port", "protocol");
    }
    return KEYS.getOrDefault(field, List.of());
  }

  private static boolean contains(ArrayNode values, JsonNode value) {
    for (JsonNode each : values) {
      if (each.equals(value)) {
        return true;
      }
    }
    return false;
  }
}
