package dev.firedrill.mutants;

import static dev.firedrill.mutants.Defects.DRAIN;
import static dev.firedrill.mutants.Defects.mutant;

import dev.firedrill.model.FaultKind;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.ScheduledFault;
import dev.firedrill.operations.Drain;
import dev.firedrill.operations.Operation;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.operations.Uncordon;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** Operations with a defect that does no harm until a fault strikes. */
final class FaultMutants {

  private static final Duration AGAIN = Duration.ofSeconds(10);

  private FaultMutants() {}

  /**
   * A mutant, and what may show it.
   *
   * @param mutant the mutant
   * @param by true of faults without which it does no harm
   */
  record Latent(Mutant mutant, Predicate<ScheduledFault> by) {

    @Override
    public String toString() {
      return mutant.name();
    }
  }

  static List<Latent> all() {
    return List.of(
        latent(
            fault -> fault.kind() == FaultKind.CRASH_HARNESS,
            "drain/fails-where-cordoned",
            "A drain that is run again refuses a node that it has cordoned itself.",
            DrainMutants::onlyOnce,
            "that is cordoned already"),
        latent(
            fault -> true,
            "drain/silence-taken-for-done",
            "A drain whose cordon gets no answer is said to be done.",
            FaultMutants::drainOrNot,
            "is still there"),
        latent(
            fault -> true,
            "uncordon/asked-twice",
            "An uncordon asks twice, 10 s apart, and takes silence for an answer.",
            FaultMutants::uncordonOrNot,
            "cordoned"),
        latent(
            fault -> true,
            "back-up-etcd/passed-over",
            "A backup is passed over where etcd is not healthy at that moment.",
            FaultMutants::backUpOrNot,
            "no backup is recorded"));
  }

  /** A defect of the step whose name the mutant's begins with, shown by such faults within it. */
  private static Latent latent(
      Predicate<ScheduledFault> such,
      String name,
      String mistake,
      BiFunction<Operation, OperationContext, String> does,
      String reason) {
    String step = name.substring(0, name.indexOf('/'));
    return new Latent(
        mutant(name, mistake, DRAIN, step, does, reason),
        such.and(fault -> fault.step().contains("-" + step)));
  }

  private static String drainOrNot(Operation original, OperationContext context) {
    NodeName node = ((Drain) original).name();
    try {
      SloppyDrain.cordon(context.cluster().kubernetes().client(), node);
    } catch (KubernetesClientException unanswered) {
      return "node " + node + " is drained";
    }
    return original.run(context);
  }

  private static String uncordonOrNot(Operation original, OperationContext context) {
    NodeName node = ((Uncordon) original).name();
    if (!uncordoned(context, node)) {
      context.cluster().time().sleep(AGAIN);
      uncordoned(context, node);
    }
    return "node " + node + " is schedulable";
  }

  private static boolean uncordoned(OperationContext context, NodeName node) {
    KubernetesClient client = context.cluster().kubernetes().client();
    try {
      client
          .nodes()
          .withName(node.value())
          .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"spec\":{\"unschedulable\":null}}");
      return true;
    } catch (KubernetesClientException unanswered) {
      return false;
    }
  }

  private static String backUpOrNot(Operation original, OperationContext context) {
    NodeName first = context.cluster().topology().firstControlPlane();
    return context.cluster().etcd().healthy(first)
        ? original.run(context)
        : "a snapshot, copied off the cluster";
  }
}
