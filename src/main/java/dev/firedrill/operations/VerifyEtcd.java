package dev.firedrill.operations;

import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.NodeName;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.util.List;

/**
 * Verifies that etcd is whole: a member on every control plane, each with a vote, healthy, with
 * equal content, and no alarm. Waits for it for a while; changes nothing.
 */
public record VerifyEtcd() implements Operation {

  static final Duration LIMIT = Duration.ofMinutes(3);

  @Override
  public List<String> changes() {
    return List.of();
  }

  @Override
  public String run(OperationContext context) {
    context.await(whole(context), LIMIT);
    List<String> alarms = context.cluster().etcd().alarms();
    if (!alarms.isEmpty()) {
      throw new OperationFailed(
          "verifying etcd",
          "no alarm",
          alarms.toString(),
          "remove the cause, then disarm: an alarm stays although its cause is gone");
    }
    return context.cluster().topology().controlPlanes().size()
        + " members are healthy with equal content, no alarm";
  }

  /** Every control plane has a healthy voter, and all have the same content. */
  static Condition<Boolean> whole(OperationContext context) {
    List<NodeName> expected = context.cluster().topology().controlPlanes();
    return new Condition<>(
        "whole: voters on " + expected + ", healthy, with equal content",
        "etcd",
        () -> {
          EtcdMembers members = new EtcdMembers(context);
          List<EtcdMember> all = members.all();
          List<NodeName> sick =
              expected.stream().filter(node -> !context.cluster().etcd().healthy(node)).toList();
          if (!sick.isEmpty()) {
            return new Sight.NotYet<>("not healthy: " + sick);
          }
          if (all.size() != expected.size() || all.stream().anyMatch(EtcdMember::learner)) {
            return new Sight.NotYet<>(all.size() + " members, some without a vote or too many");
          }
          EtcdHashes hashes = EtcdHashes.of(context.cluster().etcd(), expected);
          return Sight.when(hashes.areEqual(), () -> "contents differ: " + hashes.byNode());
        });
  }
}
