package dev.firedrill.mutants;

import static dev.firedrill.mutants.Defects.DRAIN;
import static dev.firedrill.mutants.Defects.SINGLE;
import static dev.firedrill.mutants.Defects.mutant;
import static dev.firedrill.mutants.Defects.onCluster;

import dev.firedrill.model.NodeName;
import dev.firedrill.mutants.SloppyDrain.Flaw;
import dev.firedrill.operations.Drain;
import dev.firedrill.operations.Operation;
import dev.firedrill.operations.OperationContext;
import dev.firedrill.operations.OperationFailed;
import dev.firedrill.operations.Uncordon;
import dev.firedrill.ports.Cluster;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.testing.Overridden;
import dev.firedrill.tools.KubeProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Drains and uncordons with a defect. */
final class DrainMutants {

  private DrainMutants() {}

  static List<Mutant> all() {
    return List.of(
        mutant(
            "drain/controllers-not-awaited",
            "A drain begins at once, with no controller manager at work that takes pods that end"
                + " out of their Services.",
            SINGLE,
            "drain",
            SloppyDrain.with(Flaw.NO_CONTROLLERS),
            "requests failed, at most 0 allowed"),
        mutant(
            "drain/proxies-not-awaited",
            "A drain begins while a service proxy does not hear of the API yet, and goes on sending"
                + " connections to pods that have ended.",
            "regression/drain-after-an-outage",
            "drain",
            onCluster(DrainMutants::followingAlready),
            "requests failed, at most 0 allowed"),
        mutant(
            "drain/not-cordoned",
            "A drain evicts pods and forgets the cordon: they come back.",
            DRAIN,
            "drain",
            SloppyDrain.with(Flaw.NO_CORDON),
            "drained"),
        mutant(
            "drain/cordon-only",
            "A cordon is taken for a drain, and no pod is moved.",
            SINGLE,
            "drain",
            SloppyDrain.with(Flaw.NO_EVICTION),
            "is still there"),
        mutant(
            "drain/terminating-pods-left",
            "A drain is over once evictions are accepted, and pods still end.",
            SINGLE,
            "drain",
            SloppyDrain.with(Flaw.LEAVES_TERMINATING),
            "is still there"),
        mutant(
            "drain/refused-pods-left",
            "A drain asks once, and leaves what a budget protects at that moment.",
            SINGLE,
            "drain",
            SloppyDrain.with(Flaw.GIVES_UP),
            "is still there"),
        mutant(
            "drain/daemon-pods-evicted",
            "A drain evicts the pods of DaemonSets too, which come back for ever.",
            DRAIN,
            "drain",
            SloppyDrain.with(Flaw.DAEMON_PODS),
            "a drain leaves those"),
        mutant(
            "drain/no-grace",
            "A drain gives pods no time to end: they are gone from the API while they still run.",
            DRAIN,
            "drain",
            SloppyDrain.with(Flaw.NO_GRACE),
            "was given no time to end"),
        mutant(
            "drain/another-node",
            "A drain empties the control plane where it should empty the worker.",
            SINGLE,
            "drain",
            DrainMutants::another,
            "is still cordoned in the end"),
        mutant(
            "drain/fails-where-cordoned",
            "A drain that is run again refuses a node that it has cordoned itself.",
            "repeated-steps",
            "drain",
            DrainMutants::onlyOnce,
            "that is cordoned already"),
        mutant(
            "uncordon/forgotten",
            "An uncordon says that it is done and does nothing.",
            DRAIN,
            "uncordon",
            (original, context) -> "node is schedulable",
            "is still cordoned in the end"),
        mutant(
            "uncordon/another-node",
            "An uncordon gives back the control plane where it should give back the worker.",
            DRAIN,
            "uncordon",
            (original, context) ->
                new Uncordon(context.cluster().topology().firstControlPlane()).run(context),
            "is still cordoned in the end"));
  }

  /** Every proxy seems to count changes. */
  private static Cluster followingAlready(Cluster cluster) {
    AtomicLong count = new AtomicLong();
    return Overridden.with(
        Cluster.class,
        cluster,
        new Object() {
          public NodeShell shell(NodeName node) {
            return Overridden.with(
                NodeShell.class,
                cluster.shell(node),
                new Object() {
                  public CommandResult run(Command command) {
                    return command.argv().equals(KubeProxy.COUNT.argv())
                        ? new CommandResult(
                            0,
                            KubeProxy.ENDPOINT_CHANGES + " " + count.incrementAndGet(),
                            "",
                            Duration.ZERO)
                        : cluster.shell(node).run(command);
                  }
                });
          }
        });
  }

  private static String another(Operation original, OperationContext context) {
    Drain drain = (Drain) original;
    NodeName first = context.cluster().topology().firstControlPlane();
    return new Drain(first, drain.deadline(), drain.disableEviction()).run(context);
  }

  static String onlyOnce(Operation original, OperationContext context) {
    Drain drain = (Drain) original;
    boolean cordoned =
        Boolean.TRUE.equals(
            context
                .cluster()
                .kubernetes()
                .client()
                .nodes()
                .withName(drain.name().value())
                .get()
                .getSpec()
                .getUnschedulable());
    if (cordoned) {
      throw new OperationFailed(
          "draining node " + drain.name(),
          "a node that takes pods",
          "one that is cordoned already",
          "uncordon it and drain again");
    }
    return drain.run(context);
  }
}
