package dev.firedrill.model;

/** What a step's parameter takes in a scenario file. */
public enum ParameterType {
  /** A node's name; {@code first-control-plane}; inside {@code for-each} it is filled in. */
  NODE,
  /** Several nodes: a group such as {@code workers}, or a list of names. */
  NODES,
  /** A version such as {@code v1.30.4}. */
  VERSION,
  /** A length of time such as {@code 90s} or {@code 5m}. */
  DURATION,
  /** {@code true} or {@code false}. */
  FLAG,
  /** A whole number that is not negative. */
  COUNT,
  /** The name of a namespace: a DNS label. */
  NAMESPACE,
  /** Any text. */
  TEXT
}
