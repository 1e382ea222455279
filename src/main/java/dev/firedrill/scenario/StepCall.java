package dev.firedrill.scenario;

import dev.firedrill.model.Arguments;
import dev.firedrill.operations.StepDefinition;
import java.util.Map;

/**
 * A step as it was written, with its arguments settled.
 *
 * @param definition the step
 * @param arguments of its parameters' types
 * @param written the same as texts
 */
record StepCall(StepDefinition definition, Arguments arguments, Map<String, String> written) {}
