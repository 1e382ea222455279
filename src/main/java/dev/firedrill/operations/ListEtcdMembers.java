package dev.firedrill.operations;

import dev.firedrill.model.EtcdMember;
import java.util.List;
import java.util.stream.Collectors;

/** Lists the etcd members with their health, and the alarms; changes nothing, judges nothing. */
public record ListEtcdMembers() implements Operation {

  @Override
  public List<String> changes() {
    return List.of();
  }

  @Override
  public String run(OperationContext context) {
    EtcdMembers members = new EtcdMembers(context);
    List<EtcdMember> all = members.all();
    return "members %s; not healthy: %s; alarms: %s"
        .formatted(
            all.stream().map(ListEtcdMembers::describe).collect(Collectors.joining(", ")),
            members.sick(all),
            context.cluster().etcd().alarms());
  }

  private static String describe(EtcdMember member) {
    String name = member.name().isEmpty() ? "not started" : member.name();
    return "%s (%s%s)".formatted(member.hexId(), name, member.learner() ? ", no vote" : "");
  }
}
