package dev.firedrill.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of a machine, which is also its Kubernetes node name: a DNS label (RFC 1123).
 *
 * @param value the name
 */
public record NodeName(@JsonValue String value) implements Comparable<NodeName> {

  /** Refuses anything but a DNS label. */
  @JsonCreator
  public NodeName {
    if (!DnsLabel.is(value)) {
      throw new IllegalArgumentException(
          "\"" + value + "\" is not a node name; expected lower-case letters, digits and hyphens");
    }
  }

  @Override
  public int compareTo(NodeName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
