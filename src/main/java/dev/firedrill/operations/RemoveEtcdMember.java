package dev.firedrill.operations;

import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.NodeName;
import java.util.List;
import java.util.Optional;

/**
 * Takes a node's member out of the membership of etcd, so that a new one can take its place.
 * Refused where what is left could not agree, or where another member is missing already: one is
 * replaced before the next is removed ("Replacing a failed etcd member" in the Kubernetes
 * documentation; the seed's gotcha).
 *
 * @param name the node
 */
public record RemoveEtcdMember(NodeName name) implements Operation {

  @Override
  public Optional<NodeName> node() {
    return Optional.of(name);
  }

  @Override
  public List<String> changes() {
    return List.of("the etcd member of node " + name + " is no member any more");
  }

  @Override
  public String run(OperationContext context) {
    EtcdMembers members = new EtcdMembers(context);
    Optional<EtcdMember> leaving = members.of(name);
    if (leaving.isEmpty()) {
      return "node " + name + " has no member in etcd, it was removed before";
    }
    requireQuorumWithout(context);
    context.cluster().etcd().remove(leaving.get().id());
    return "member %s of node %s is removed".formatted(leaving.get().hexId(), name);
  }

  /** Refused as the removal would be; no effect where the node has no member. */
  void requireQuorumWithout(OperationContext context) {
    EtcdMembers members = new EtcdMembers(context);
    members.of(name).ifPresent(leaving -> requireQuorumWithout(context, members, leaving));
  }

  private void requireQuorumWithout(
      OperationContext context, EtcdMembers members, EtcdMember leaving) {
    List<EtcdMember> left =
        members.all().stream()
            .filter(member -> member.id() != leaving.id() && !member.learner())
            .toList();
    int wanted = context.cluster().topology().controlPlanes().size() - 1;
    int healthy = left.size() - members.sick(left).size();
    int quorum = left.size() / 2 + 1;
    if (left.size() < wanted || healthy < quorum || healthy < left.size()) {
      throw new OperationFailed(
          "removing the etcd member of node " + name,
          "%d other voters, all healthy".formatted(wanted),
          "%d others, %d of them healthy, quorum of those is %d: quorum would be at risk"
              .formatted(left.size(), healthy, quorum),
          "replace the member that is missing or not healthy before this one is removed; nothing"
              + " was changed");
    }
  }
}
