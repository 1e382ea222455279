package dev.firedrill.fault;

import dev.firedrill.model.Arguments;
import dev.firedrill.model.Parameter;
import java.util.List;
import java.util.function.Function;

/**
 * A fault of the one vocabulary that scenario files share.
 *
 * @param name its name in a scenario file, for example {@code kill-machine}
 * @param summary one line for an operator
 * @param parameters what it takes
 * @param create makes the fault from arguments of the parameters' types
 */
public record FaultDefinition(
    String name, String summary, List<Parameter> parameters, Function<Arguments, Fault> create) {

  /** Copies the list. */
  public FaultDefinition {
    parameters = List.copyOf(parameters);
  }
}
