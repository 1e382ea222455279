package dev.firedrill.operations;

import dev.firedrill.model.EtcdMember;
import dev.firedrill.model.EtcdStatus;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.EtcdAdmin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Etcd's members as a test says, all with the same content; what is done to them is written down.
 */
final class ScriptedMembers implements EtcdAdmin {

  final List<EtcdMember> members = new ArrayList<>();
  final Set<NodeName> sick = new HashSet<>();
  private final List<String> done;

  /** None yet; changes are written down there. */
  ScriptedMembers(List<String> done) {
    this.done = done;
  }

  /** One that has started, with a vote or still without one. */
  void has(String peerUrl, boolean learner) {
    members.add(
        new EtcdMember(peerUrl.hashCode(), "some-1a", List.of(peerUrl), List.of(), learner));
  }

  /** One that was added and has not started. */
  void knows(String peerUrl) {
    members.add(new EtcdMember(peerUrl.hashCode(), "", List.of(peerUrl), List.of(), false));
  }

  @Override
  public List<EtcdMember> members() {
    return List.copyOf(members);
  }

  @Override
  public EtcdStatus status(NodeName node) {
    return new EtcdStatus(1, "3.5.12", 1, 7, 7);
  }

  @Override
  public long hashKv(NodeName node, long revision) {
    return 7;
  }

  @Override
  public List<String> alarms() {
    return List.of();
  }

  @Override
  public EtcdMember add(String peerUrl) {
    done.add("added " + peerUrl);
    knows(peerUrl);
    return members.get(members.size() - 1);
  }

  @Override
  public void remove(long memberId) {
    EtcdMember leaving =
        members.stream().filter(member -> member.id() == memberId).findFirst().orElseThrow();
    done.add("removed " + leaving.peerUrls().get(0));
    members.remove(leaving);
  }

  @Override
  public boolean healthy(NodeName node) {
    return !sick.contains(node);
  }

  @Override
  public void refresh() {
    throw new UnsupportedOperationException("refresh");
  }
}
