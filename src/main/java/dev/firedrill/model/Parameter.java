package dev.firedrill.model;

/**
 * A parameter of a step.
 *
 * @param name its key in a scenario file
 * @param type what it takes
 * @param required whether it must be given
 */
public record Parameter(String name, ParameterType type, boolean required) {}
