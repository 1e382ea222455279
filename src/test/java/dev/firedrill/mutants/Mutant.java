package dev.firedrill.mutants;

import dev.firedrill.cli.TamperedDrill.Tampering;
import dev.firedrill.operations.StepDefinition;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Something an operator, or whoever writes operations, gets wrong.
 *
 * @param name its name; that of a scenario file for a wrong runbook
 * @param mistake what is wrong, for a reader
 * @param runbook the scenario that is run
 * @param twin the scenario that is run in the same way without the mistake, and passes
 * @param circumstances what befalls the cluster, the twin's too
 * @param operations changes the vocabulary
 * @param reason words of the finding that has to fail it
 */
record Mutant(
    String name,
    String mistake,
    String runbook,
    String twin,
    Circumstances circumstances,
    UnaryOperator<List<StepDefinition>> operations,
    String reason) {

  /** What befalls the cluster beside the runbook, with a name that tells such from others. */
  record Circumstances(String name, Tampering tampering) {

    static final Circumstances NONE = new Circumstances("", (step, cluster, simulation) -> {});
  }

  @Override
  public String toString() {
    return name;
  }
}
