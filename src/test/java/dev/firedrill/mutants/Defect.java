package dev.firedrill.mutants;

import dev.firedrill.model.NodeName;
import dev.firedrill.operations.Operation;
import dev.firedrill.operations.OperationContext;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * An operation that says the same of itself as the one it stands for, and does something else.
 *
 * @param original the operation it stands for
 * @param does what it does in its place
 */
record Defect(Operation original, BiFunction<Operation, OperationContext, String> does)
    implements Operation {

  @Override
  public Optional<NodeName> node() {
    return original.node();
  }

  @Override
  public List<String> changes() {
    return original.changes();
  }

  @Override
  public String run(OperationContext context) {
    return does.apply(original, context);
  }
}
