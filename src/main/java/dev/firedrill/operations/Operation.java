package dev.firedrill.operations;

import dev.firedrill.model.NodeName;
import java.util.List;
import java.util.Optional;

/**
 * An operator's verb with its arguments. It may be run again after a crash at any point, on a
 * cluster where it was done in part or whole, and then leads to the same end.
 */
public interface Operation {

  /** The node it is about, where it is about one. */
  default Optional<NodeName> node() {
    return Optional.empty();
  }

  /** What it will change, one sentence each, for the operator to read before it acts. */
  List<String> changes();

  /**
   * Does it.
   *
   * @return what was done, in a line
   * @throws OperationFailed where it could not be done; the message says what to do next
   */
  String run(OperationContext context);
}
