package dev.firedrill.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a step or fault, already of the types its parameters name: {@link NodeName}, a
 * list of them, {@link Version}, {@link Duration}, {@link Boolean}, {@link Integer} or {@link
 * String}.
 *
 * @param values by parameter name; a parameter not given is absent
 */
public record Arguments(Map<String, Object> values) {

  /** Copies the map. */
  public Arguments {
    values = Map.copyOf(values);
  }

  /** The node given; the parameter is required. */
  public NodeName node(String name) {
    return required(name, NodeName.class);
  }

  /** The version given; the parameter is required. */
  public Version version(String name) {
    return required(name, Version.class);
  }

  /** The length of time given, or else the default. */
  public Duration duration(String name, Duration otherwise) {
    return optional(name, Duration.class).orElse(otherwise);
  }

  /** The flag given, or false. */
  public boolean flag(String name) {
    return optional(name, Boolean.class).orElse(false);
  }

  /** The whole number given, or else the default. */
  public int count(String name, int otherwise) {
    return optional(name, Integer.class).orElse(otherwise);
  }

  /** The namespace given; the parameter is required. */
  public String namespace(String name) {
    return required(name, String.class);
  }

  /** The text given, or else the default. */
  public String text(String name, String otherwise) {
    return optional(name, String.class).orElse(otherwise);
  }

  /** The nodes given; none where they were not. */
  public List<NodeName> nodes(String name) {
    return optional(name, List.class).map(Arguments::names).orElse(List.of());
  }

  private static List<NodeName> names(List<?> values) {
    return values.stream().map(NodeName.class::cast).toList();
  }

  /** The value, where it was given. */
  public <T> Optional<T> optional(String name, Class<T> type) {
    return Optional.ofNullable(values.get(name)).map(type::cast);
  }

  private <T> T required(String name, Class<T> type) {
    return optional(name, type)
        .orElseThrow(() -> new IllegalArgumentException("argument \"" + name + "\" is missing"));
  }
}
