package dev.firedrill.operations;

import dev.firedrill.model.Arguments;
import dev.firedrill.model.Parameter;
import java.util.List;
import java.util.function.Function;

/**
 * A step of the one vocabulary that scenario files, features and the CLI share.
 *
 * @param name its name in a scenario file, for example {@code drain}
 * @param summary one line for an operator
 * @param parameters what it takes
 * @param create makes the operation from arguments of the parameters' types
 */
public record StepDefinition(
    String name,
    String summary,
    List<Parameter> parameters,
    Function<Arguments, Operation> create) {

  /** Copies the list. */
  public StepDefinition {
    parameters = List.copyOf(parameters);
  }
}
