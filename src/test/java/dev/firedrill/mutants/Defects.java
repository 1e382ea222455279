package dev.firedrill.mutants;

import dev.firedrill.distribution.Distribution;
import dev.firedrill.mutants.Mutant.Circumstances;
import dev.firedrill.operations.Operation;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.operations.StepDefinition;
import dev.firedrill.ports.Cluster;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** How operations are given a defect. */
final class Defects {

  static final String HA = "upgrade-1.29-to-1.30";
  static final String SINGLE = "upgrade-1.29-to-1.30-single";
  static final String DRAIN = "drain-for-maintenance";

  private Defects() {}

  /** The runbook is right, and one of its steps does something else than it should. */
  static Mutant mutant(
      String name,
      String mistake,
      String runbook,
      String step,
      BiFunction<Operation, OperationContext, String> does,
      String reason) {
    return in(Circumstances.NONE, name, mistake, runbook, step, does, reason);
  }

  /** The same, where something befalls the cluster meanwhile. */
  static Mutant in(
      Circumstances circumstances,
      String name,
      String mistake,
      String runbook,
      String step,
      BiFunction<Operation, OperationContext, String> does,
      String reason) {
    return new Mutant(
        name, mistake, runbook, runbook, circumstances, replacing(step, does), reason);
  }

  /** The operation runs as it is, on a cluster some of whose methods are others. */
  static BiFunction<Operation, OperationContext, String> onCluster(UnaryOperator<Cluster> change) {
    return (original, context) ->
        original.run(
            new OperationContext(
                change.apply(context.cluster()),
                context.distribution(),
                context.recorder(),
                context.runFolder(),
                context.backups(),
                context.step()));
  }

  /** The operation runs as it is, by a distribution some of whose verbs are others. */
  static BiFunction<Operation, OperationContext, String> byDistribution(
      UnaryOperator<Distribution> change) {
    return (original, context) ->
        original.run(
            new OperationContext(
                context.cluster(),
                change.apply(context.distribution()),
                context.recorder(),
                context.runFolder(),
                context.backups(),
                context.step()));
  }

  private static UnaryOperator<List<StepDefinition>> replacing(
      String step, BiFunction<Operation, OperationContext, String> does) {
    return steps ->
        steps.stream()
            .map(definition -> definition.name().equals(step) ? with(definition, does) : definition)
            .toList();
  }

  private static StepDefinition with(
      StepDefinition step, BiFunction<Operation, OperationContext, String> does) {
    return new StepDefinition(
        step.name(),
        step.summary(),
        step.parameters(),
        arguments -> new Defect(step.create().apply(arguments), does));
  }
}
