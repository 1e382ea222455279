package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import dev.firedrill.model.Version;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A step's arguments, already of the types its parameters name: {@link NodeName}, {@link Version},
 * {@link Duration}, {@link Boolean}, {@link Integer} or {@link String}.
 *
 * @param values by parameter name; a parameter not given is absent
 */
public record StepArguments(Map<String, Object> values) {

  /** Copies the map. */
  public StepArguments {
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

  /** The value, where it was given. */
  public <T> Optional<T> optional(String name, Class<T> type) {
    return Optional.ofNullable(values.get(name)).map(type::cast);
  }

  private <T> T required(String name, Class<T> type) {
    return optional(name, type)
        .orElseThrow(() -> new IllegalArgumentException("argument \"" + name + "\" is missing"));
  }
}
