package dev.firedrill.operations;

import dev.firedrill.distribution.EtcdNode;
import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds a node's etcd to the membership and starts it as a member of the existing cluster; waits
 * until it has caught up. The others have to be healthy: a member that does not start counts
 * against their quorum. Refused where the node has data of an earlier member, which would be
 * started instead (kubeadm#1640).
 *
 * @param name the node
 */
public record RejoinEtcdMember(NodeName name) implements Operation {

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of(
        "node " + name + " is added to etcd's members",
        "etcd on node " + name + " is started as a member of the existing cluster");
  }

  @Override
  public String run(OperationContext context) {
    EtcdMembers members = new EtcdMembers(context);
    NodeShell shell = context.shell(name);
    EtcdNode etcd = context.distribution().etcd();
    Optional<EtcdMember> known = members.of(name);
    boolean started = known.filter(member -> !member.name().isEmpty()).isPresent();
    if (!started) {
      // One that is known was added by an earlier attempt, which may have started it as well.
      if (known.isEmpty()) {
        requireNoData(context, shell);
        requireOthersHealthy(members);
        if (!etcd.addsItself()) {
          context.cluster().etcd().add(members.peerUrl(name));
        }
      }
      etcd.joinExisting(shell, cluster(context, members));
    }
    context.distribution().controlPlane().startEtcd(shell);
    context.await(VerifyEtcd.whole(context), VerifyEtcd.LIMIT);
    return "node " + name + " is a healthy member of etcd with the content of the others";
  }

  private void requireNoData(OperationContext context, NodeShell shell) {
    EtcdNode etcd = context.distribution().etcd();
    if (etcd.hasData(shell)) {
      throw new OperationFailed(
          "rejoining the etcd member of node " + name,
          "a node without data of etcd",
          "data of an earlier member, which it would start with instead of joining",
          "wipe the member first; nothing was changed");
    }
  }

  private void requireOthersHealthy(EtcdMembers members) {
    List<NodeName> sick = members.sick(members.all());
    if (!sick.isEmpty()) {
      throw new OperationFailed(
          "adding node " + name + " to etcd",
          "every other member healthy",
          "not healthy: " + sick,
          "mend those first: a member that does not start counts against their quorum");
    }
  }

  private List<String> cluster(OperationContext context, EtcdMembers members) {
    List<String> entries = new ArrayList<>();
    for (NodeName node : context.cluster().topology().controlPlanes()) {
      if (node.equals(name) || members.of(node).isPresent()) {
        entries.add(members.entry(node));
      }
    }
    return entries;
  }
}
