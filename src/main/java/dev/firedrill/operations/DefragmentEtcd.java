package dev.firedrill.operations;

import dev.firedrill.distribution.EtcdDatabase;
import dev.firedrill.distribution.EtcdUpkeep;
import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Gives the free pages of every member's database back, one member after the other, the leader last
 * ("Defragmentation" in etcd's documentation). A member answers nobody meanwhile, so that all
 * others have to be healthy before it begins, and it before the next one does.
 */
public record DefragmentEtcd() implements Operation {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Override
  public List<String> changes() {
    return List.of(
        "the database of every etcd member is written anew, one after the other, the leader last;"
            + " a member answers nobody meanwhile");
  }

  @Override
  public String run(OperationContext context) {
    List<String> done = new ArrayList<>();
    for (NodeName node : leaderLast(context)) {
      requireAllHealthy(context, node, done);
      done.add(defragment(context, node));
    }
    return String.join("; ", done);
  }

  private static List<NodeName> leaderLast(OperationContext context) {
    List<NodeName> nodes = context.cluster().topology().controlPlanes();
    requireAllHealthy(context, nodes.get(0), List.of());
    return nodes.stream()
        .sorted(
            Comparator.comparing(
                node -> context.distribution().etcdUpkeep().database(context.shell(node)).leads()))
        .toList();
  }

  private static String defragment(OperationContext context, NodeName node) {
    EtcdUpkeep upkeep = context.distribution().etcdUpkeep();
    NodeShell shell = context.shell(node);
    EtcdDatabase before = upkeep.database(shell);
    upkeep.defragment(shell);
    context.await(
        new Condition<>(
            "healthy again after its defragmentation",
            "the etcd member on node " + node,
            () -> Sight.when(context.cluster().etcd().healthy(node), () -> "it does not answer")),
        LIMIT);
    EtcdDatabase after = upkeep.database(shell);
    return "member of node %s%s: %s before, %s after"
        .formatted(
            node,
            before.leads() ? " (leader)" : "",
            EtcdRoom.size(before.bytes()),
            EtcdRoom.size(after.bytes()));
  }

  private static void requireAllHealthy(
      OperationContext context, NodeName next, List<String> done) {
    EtcdMembers members = new EtcdMembers(context);
    List<EtcdMember> all = members.all();
    int wanted = context.cluster().topology().controlPlanes().size();
    long voters = all.stream().filter(member -> !member.learner()).count();
    List<NodeName> sick = members.sick(all);
    if (all.size() != wanted || voters != wanted || !sick.isEmpty()) {
      throw new OperationFailed(
          "defragmenting the etcd member of node " + next,
          "%d members with a vote, all healthy, because it answers nobody meanwhile"
              .formatted(wanted),
          "%d members, %d with a vote, not healthy: %s: quorum would be at risk"
              .formatted(all.size(), voters, sick),
          "bring every member back first, then defragment again; done so far: " + done);
    }
  }
}
