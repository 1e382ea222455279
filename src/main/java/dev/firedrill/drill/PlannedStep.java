package dev.firedrill.drill;

import dev.firedrill.history.Observation.Phase;
import dev.firedrill.model.Arguments;
import dev.firedrill.operations.Operation;
import dev.firedrill.operations.StepDefinition;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A step of a drill with everything settled: shared lists written out, nodes named.
 *
 * @param id unique in the drill and the same each time the drill is planned, for example {@code
 *     change-07-drain-worker-1}
 * @param phase when it runs
 * @param definition the step
 * @param arguments its arguments, of its parameters' types
 * @param written its arguments as they are recorded
 */
public record PlannedStep(
    String id,
    Phase phase,
    StepDefinition definition,
    Arguments arguments,
    Map<String, String> written) {

  /** Copies the map, sorted. */
  public PlannedStep {
    written = Collections.unmodifiableMap(new TreeMap<>(written));
  }

  /**
   * Plans a step.
   *
   * @param number its place in its phase, counted from 1
   * @param written its arguments as they are recorded; {@code node} names the node it is about
   */
  public static PlannedStep of(
      int number,
      Phase phase,
      StepDefinition definition,
      Arguments arguments,
      Map<String, String> written) {
    String node = written.getOrDefault("node", "");
    String id =
        "%s-%02d-%s%s"
            .formatted(
                phase.name().toLowerCase(Locale.ROOT),
                number,
                definition.name(),
                node.isEmpty() ? "" : "-" + node);
    return new PlannedStep(id, phase, definition, arguments, written);
  }

  /** The node it is about, or empty for the whole cluster. */
  public String node() {
    return written.getOrDefault("node", "");
  }

  /** The operation that it stands for. */
  public Operation operation() {
    return definition.create().apply(arguments);
  }

  /** What it will change, in an operator's words; nothing is changed by asking. */
  public List<String> changes() {
    return operation().changes();
  }

  /** The step and its node, for a line of progress. */
  public String title() {
    return node().isEmpty() ? definition.name() : definition.name() + " " + node();
  }
}
