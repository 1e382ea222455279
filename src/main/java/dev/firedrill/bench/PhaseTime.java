package dev.firedrill.bench;

import java.time.Duration;

/**
 * How long a phase of a run took.
 *
 * @param phase its name: a step and its node, or what lies between steps
 * @param took how long
 */
public record PhaseTime(String phase, Duration took) {}
