package dev.firedrill.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Where every random choice of a run comes from; printed with the run, given again by {@code
 * --seed}.
 *
 * @param value any number
 */
public record Seed(@JsonValue long value) {

  /** A seed of that value. */
  @JsonCreator
  public Seed {}

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
