package dev.firedrill.operations;

import dev.firedrill.distribution.Bootstrap;
import dev.firedrill.distribution.JoinTicket;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.KubernetesAccess;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;

/** What the joining of control planes and of workers has in common. */
final class Joining {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private Joining() {}

  /** Joins the machine with a ticket made for it, after taking back a join that was cut short. */
  static String join(OperationContext context, NodeName name) {
    Bootstrap bootstrap = context.distribution().bootstrap();
    NodeShell shell = context.shell(name);
    if (bootstrap.hasJoined(shell)) {
      return "node " + name + " had joined before";
    }
    Topology topology = context.cluster().topology();
    Machine machine = topology.machine(name);
    if (bootstrap.reset(shell)) {
      // Its kubelet was stopped, and the API shows the node Ready for 40 s more: kubeadm refuses.
      Nodes.delete(context.cluster().kubernetes().client(), name);
    }
    JoinTicket ticket =
        bootstrap.issueTicket(context.shell(topology.firstControlPlane()), machine.role());
    bringEncryption(context, machine);
    bootstrap.join(shell, machine, topology, ticket);
    context.await(registered(context.cluster().kubernetes(), name), LIMIT);
    return "node " + name + " has joined";
  }

  /** An API server that is told to read an encryption configuration does not start without it. */
  private static void bringEncryption(OperationContext context, Machine machine) {
    NodeShell first = context.shell(context.cluster().topology().firstControlPlane());
    if (machine.role() == NodeRole.CONTROL_PLANE) {
      context
          .distribution()
          .encryption()
          .named(first)
          .ifPresent(file -> context.shell(machine.name()).write(file, first.read(file), "0600"));
    }
  }

  /** The API knows the node. */
  static Condition<Boolean> registered(KubernetesAccess kubernetes, NodeName name) {
    return new Condition<>(
        "registered",
        "node " + name,
        () ->
            Sight.when(
                Nodes.find(kubernetes.client(), name).isPresent(), () -> "no such node yet"));
  }
}
