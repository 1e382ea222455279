package dev.firedrill.scenario;

import dev.firedrill.model.NodeName;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a step in a file can refer to.
 *
 * @param node the node that steps are about unless they say otherwise, or null
 * @param parameters what the shared list was given, by name
 * @param lists the shared lists that are being read, outermost first
 */
record Scope(@Nullable NodeName node, Map<String, String> parameters, List<String> lists) {

  static final Scope TOP = new Scope(null, Map.of(), List.of());

  Scope about(NodeName other) {
    return new Scope(other, parameters, lists);
  }

  Scope inside(String list, @Nullable NodeName about, Map<String, String> given) {
    return new Scope(about, given, Stream.concat(lists.stream(), Stream.of(list)).toList());
  }

  /**
   * The text, or the parameter's where it is {@code $name}.
   *
   * @throws IllegalArgumentException where there is no such parameter
   */
  String resolve(String text) {
    if (!text.startsWith("$")) {
      return text;
    }
    String name = text.substring(1);
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "no parameter \"" + name + "\" here" + Nearest.hint(name, parameters.keySet()));
    }
    return value;
  }
}
