package dev.firedrill.scenario;

import dev.firedrill.model.Arguments;
import dev.firedrill.model.DnsLabel;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Parameter;
import dev.firedrill.model.ParameterType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a step's arguments, each as the type that its parameter names. */
final class ArgumentReader {

  private final NodeWords nodes;
  private final ReleaseNames releases;

  ArgumentReader(NodeWords nodes, ReleaseNames releases) {
    this.nodes = nodes;
    this.releases = releases;
  }

  /**
   * The arguments, or nothing where one is wrong or missing.
   *
   * @param whose the step or fault, for a problem
   */
  Optional<Given> read(String whose, List<Parameter> parameters, Fields fields, Scope scope) {
    Map<String, Object> values = new HashMap<>();
    Map<String, String> written = new TreeMap<>();
    boolean complete = true;
    for (Parameter parameter : parameters) {
      Optional<Item> given = fields.find(parameter.name());
      if (given.isPresent()) {
        Optional<Object> value = value(given.get(), parameter.type(), scope);
        value.ifPresent(
            found -> keep(parameter.name(), found, given.get(), scope, values, written));
        complete &= value.isPresent();
      } else if (parameter.type() == ParameterType.NODE && scope.node() != null) {
        values.put(parameter.name(), scope.node());
        written.put(parameter.name(), scope.node().value());
      } else if (parameter.required()) {
        fields.owner().wrong(missing(whose, parameter));
        complete = false;
      }
    }
    fields.rejectOthers();
    return complete ? Optional.of(new Given(new Arguments(values), written)) : Optional.empty();
  }

  private static void keep(
      String name,
      Object value,
      Item given,
      Scope scope,
      Map<String, Object> values,
      Map<String, String> written) {
    values.put(name, value);
    boolean speaking = value instanceof Record || value instanceof List;
    written.put(name, speaking ? value.toString() : given.as(scope::resolve).orElse(""));
  }

  private static String missing(String whose, Parameter parameter) {
    return "%s needs \"%s\" (a %s)".formatted(whose, parameter.name(), word(parameter.type()));
  }

  private Optional<Object> value(Item item, ParameterType type, Scope scope) {
    if (type == ParameterType.NODES) {
      List<NodeName> several = nodes.nodes(item);
      return several.isEmpty() ? Optional.empty() : Optional.of(several);
    }
    return item.as(text -> parse(scope.resolve(text), type));
  }

  private Object parse(String text, ParameterType type) {
    return switch (type) {
      case NODE -> nodes.node(text);
      case NODES -> throw new IllegalStateException("several nodes are no text");
      case VERSION -> releases.named(text);
      case DURATION -> Lengths.parse(text);
      case FLAG -> flag(text);
      case COUNT -> Counts.parse(text);
      case NAMESPACE -> namespace(text);
      case TEXT -> text;
    };
  }

  private static Boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("\"" + text + "\" is neither true nor false");
    };
  }

  private static String namespace(String text) {
    if (!DnsLabel.is(text)) {
      throw new IllegalArgumentException(
          "\"%s\" is not a namespace; expected at most 63 lower-case letters, digits and hyphens"
              .formatted(text));
    }
    return text;
  }

  private static String word(ParameterType type) {
    return switch (type) {
      case NODE -> "node";
      case NODES -> "group or list of nodes";
      case VERSION -> "version such as v1.30.4";
      case DURATION -> "length of time such as 90s";
      case FLAG -> "flag, true or false";
      case COUNT -> "whole number";
      case NAMESPACE -> "namespace";
      case TEXT -> "text";
    };
  }
}
