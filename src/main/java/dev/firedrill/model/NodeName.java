package dev.firedrill.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a machine, which is also its Kubernetes node name: a DNS label (RFC 1123).
 *
 * @param value the name
 */
public record NodeName(@JsonValue String value) implements Comparable<NodeName> {

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /** Refuses anything but a DNS label. */
  @JsonCreator
  public NodeName {
    if (!DNS_LABEL.matcher(value).matches()) {
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
