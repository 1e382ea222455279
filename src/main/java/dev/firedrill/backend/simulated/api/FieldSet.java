package dev.firedrill.backend.simulated.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fields of an object as {@code managedFields} has them (FieldsV1): {@code f:NAME} for a field,
 * {@code k:{...}} for an element of a list by its keys, {@code v:VALUE} for a value of a set.
 *
 * @param paths the way to each leaf
 */
record FieldSet(Set<List<String>> paths) {

  private static final Set<String> NOBODYS = Set.of("apiVersion", "kind", "status");
  private static final Set<String> OF_THE_SERVER =
      Set.of(
          "name",
          "namespace",
          "uid",
          "resourceVersion",
          "creationTimestamp",
          "generation",
          "generateName",
          "managedFields",
          "deletionTimestamp",
          "deletionGracePeriodSeconds");
  private static final String ITSELF = ".";

  /** All that an object says, but for its identity and its status. */
  static FieldSet of(ObjectNode object) {
    Set<List<String>> paths = new LinkedHashSet<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!NOBODYS.contains(field.getKey())) {
        collect(List.of("f:" + field.getKey()), field.getValue(), paths);
      }
    }
    paths.removeIf(
        path ->
            path.get(0).equals("f:metadata")
                && (path.size() < 2 || OF_THE_SERVER.contains(path.get(1).substring(2))));
    return new FieldSet(paths);
  }

  /** As it is in an entry of {@code managedFields}. */
  static FieldSet read(JsonNode fields) {
    Set<List<String>> paths = new LinkedHashSet<>();
    readInto(List.of(), fields, paths);
    return new FieldSet(paths);
  }

  ObjectNode written() {
    ObjectNode root = Json.object();
    for (List<String> path : paths) {
      ObjectNode at = root;
      for (String step : path) {
        at = Json.in(at, step);
      }
    }
    return root;
  }

  boolean isEmpty() {
    return paths.isEmpty();
  }

  boolean has(List<String> path) {
    return paths.contains(path);
  }

  FieldSet without(Set<List<String>> others) {
    Set<List<String>> left = new LinkedHashSet<>(paths);
    left.removeAll(others);
    return new FieldSet(left);
  }

  FieldSet with(Set<List<String>> others) {
    Set<List<String>> all = new LinkedHashSet<>(paths);
    all.addAll(others);
    return new FieldSet(all);
  }

  /** What is at the end of a path; missing where nothing is. */
  static JsonNode at(JsonNode object, List<String> path) {
    JsonNode found = object;
    for (String step : path) {
      found = step.equals(ITSELF) ? found : next(found, step);
    }
    return found;
  }

  static void remove(ObjectNode object, List<String> path) {
    List<String> way = path.get(path.size() - 1).equals(ITSELF) ? parent(path) : path;
    JsonNode holder = at(object, parent(way));
    String last = way.get(way.size() - 1);
    if (holder instanceof ObjectNode fields) {
      fields.remove(last.substring(2));
    } else if (holder instanceof ArrayNode elements) {
      JsonNode element = next(elements, last);
      for (Iterator<JsonNode> each = elements.iterator(); each.hasNext(); ) {
        if (each.next() == element) {
          each.remove();
        }
      }
    }
  }

  /** As messages have it: {@code .spec.containers[name="web"].image}. */
  static String text(List<String> path) {
    StringBuilder text = new StringBuilder();
    for (String step : path) {
      if (step.startsWith("f:")) {
        text.append('.').append(step, 2, step.length());
      } else if (step.startsWith("k:")) {
        List<String> keys = new ArrayList<>();
        key(step).properties().forEach(each -> keys.add(each.getKey() + "=" + each.getValue()));
        text.append('[').append(String.join(",", keys)).append(']');
      } else if (!step.equals(ITSELF)) {
        text.append("[=").append(step, 2, step.length()).append(']');
      }
    }
    return text.toString();
  }

  private static List<String> parent(List<String> path) {
    return path.subList(0, path.size() - 1);
  }

  private static void collect(List<String> path, JsonNode value, Set<List<String>> paths) {
    if (value instanceof ObjectNode object && !object.isEmpty()) {
      object
          .properties()
          .forEach(each -> collect(to(path, "f:" + each.getKey()), each.getValue(), paths));
      return;
    }
    String field = path.get(path.size() - 1).substring(2);
    List<String> keys = value instanceof ArrayNode list ? Merging.keys(field, list) : List.of();
    if (field.equals("finalizers")) {
      value.forEach(each -> paths.add(to(path, "v:" + each)));
    } else if (keys.isEmpty()) {
      paths.add(path);
    } else {
      for (JsonNode element : value) {
        List<String> way = to(path, "k:" + keyOf((ObjectNode) element, keys));
        paths.add(to(way, ITSELF));
        element
            .properties()
            .forEach(each -> collect(to(way, "f:" + each.getKey()), each.getValue(), paths));
      }
    }
  }

  private static void readInto(List<String> path, JsonNode fields, Set<List<String>> paths) {
    for (Map.Entry<String, JsonNode> each : fields.properties()) {
      List<String> way = to(path, each.getKey());
      if (each.getValue().isEmpty()) {
        paths.add(way);
      } else {
        readInto(way, each.getValue(), paths);
      }
    }
  }

  private static JsonNode next(JsonNode from, String step) {
    if (step.startsWith("f:")) {
      return from.path(step.substring(2));
    }
    for (JsonNode element : from) {
      boolean found =
          step.startsWith("v:")
              ? step.equals("v:" + element)
              : key(step).properties().stream()
                  .allMatch(each -> each.getValue().equals(element.path(each.getKey())));
      if (found) {
        return element;
      }
    }
    return Json.object().path("nothing");
  }

  private static ObjectNode keyOf(ObjectNode element, List<String> keys) {
    ObjectNode key = Json.object();
    for (String each : keys) {
      if (element.has(each)) {
        key.set(each, element.get(each));
      }
    }
    return key;
  }

  private static ObjectNode key(String step) {
    return Json.object(step.substring(2).getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static List<String> to(List<String> path, String step) {
    List<String> way = new ArrayList<>(path);
    way.add(step);
    return List.copyOf(way);
  }
}
