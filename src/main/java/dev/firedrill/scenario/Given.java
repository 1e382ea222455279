package dev.firedrill.scenario;

import dev.firedrill.model.Arguments;
import java.util.Map;

/**
 * Arguments as they were written, settled.
 *
 * @param arguments of their parameters' types
 * @param written the same as texts
 */
record Given(Arguments arguments, Map<String, String> written) {}
