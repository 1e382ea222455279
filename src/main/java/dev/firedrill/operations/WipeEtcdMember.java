package dev.firedrill.operations;

import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Stops a node's etcd and puts what is left of its data aside, so that it can join as a new member.
 * Refused while the node has a member in etcd: that one would start again without what it has
 * promised to remember.
 *
 * @param name the node
 */
public record WipeEtcdMember(NodeName name) implements Operation {

  private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of("etcd on node " + name + " is stopped, its data is put aside on the node");
  }

  @Override
  public String run(OperationContext context) {
    if (new EtcdMembers(context).of(name).filter(member -> counts(context, member)).isPresent()) {
      throw new OperationFailed(
          "wiping the etcd member of node " + name,
          "a node without a member in etcd",
          "it is still one",
          "remove the member first; nothing was changed");
    }
    // Asked before anything is stopped: one that adds itself may have to be removed then.
    RemoveEtcdMember removal = new RemoveEtcdMember(name);
    removal.requireQuorumWithout(context);
    NodeShell shell = context.shell(name);
    context.distribution().controlPlane().stopEtcd(shell);
    context.await(stopped(context, shell), STOP_LIMIT);
    // One that adds itself may have begun to, as soon as the lost one was removed.
    if (context.distribution().etcd().addsItself()) {
      removal.run(context);
    }
    String aside = context.distribution().etcd().setDataAside(shell, Labels.aside(context.now()));
    return aside.isEmpty()
        ? "etcd on node " + name + " is stopped, there was no data"
        : "etcd on node " + name + " is stopped, its data is in " + aside;
  }

  /** One that has begun to add itself has no vote yet, and nothing to remember. */
  private static boolean counts(OperationContext context, EtcdMember member) {
    return !(member.learner() && context.distribution().etcd().addsItself());
  }

  static Condition<Boolean> stopped(OperationContext context, NodeShell shell) {
    return new Condition<>(
        "stopped",
        "etcd on node " + shell.node(),
        () ->
            Sight.when(
                !context.distribution().controlPlane().hasEtcdLeft(shell), () -> "it still runs"));
  }
}
