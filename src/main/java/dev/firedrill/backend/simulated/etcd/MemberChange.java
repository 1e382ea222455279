package dev.firedrill.backend.simulated.etcd;

import dev.firedrill.model.EtcdMember;
import java.time.Instant;
import java.util.List;

/** Changes of the membership, refused as etcd refuses them (its strict reconfiguration check). */
final class MemberChange {

  private final Raft raft;
  private final Raft leader;
  private final Membership membership;

  MemberChange(Raft raft) {
    this.raft = raft;
    this.leader = raft.leaderWithQuorum();
    this.membership = leader.state().membership();
  }

  EtcdMember add(List<String> peerUrls, boolean learner, Instant now) {
    membership.checkAddition(peerUrls, learner);
    int voters = membership.voters().size();
    if (!learner && voters > 1 && started(0) < (voters + 1) / 2 + 1) {
      throw notEnough();
    }
    if (!learner && leader.followers().size() + 1 < membership.all().size()) {
      throw new EtcdFailure("etcdserver: unhealthy cluster");
    }
    long id = Membership.identity(String.join(",", peerUrls), now.toString());
    EtcdMember added = new EtcdMember(id, "", peerUrls, List.of(), learner);
    raft.propose(new Command.PutMember(added));
    return added;
  }

  void promote(long id) {
    EtcdMember learner = membership.known(id);
    if (!learner.learner()) {
      throw new EtcdFailure("etcdserver: can only promote a learner member");
    }
    boolean inSync =
        leader.followers().stream()
            .anyMatch(each -> each.id() == id && each.state().index() == leader.state().index());
    if (!inSync || learner.name().isEmpty()) {
      throw new EtcdFailure(
          "etcdserver: can only promote a learner member which is in sync with leader");
    }
    raft.propose(
        new Command.PutMember(
            new EtcdMember(id, learner.name(), learner.peerUrls(), learner.clientUrls(), false)));
  }

  void remove(long id) {
    EtcdMember leaving = membership.known(id);
    int votersLeft = membership.voters().size() - (leaving.learner() ? 0 : 1);
    if (!leaving.learner() && started(id) < votersLeft / 2 + 1) {
      throw notEnough();
    }
    raft.propose(new Command.RemoveMember(id));
  }

  private long started(long without) {
    return membership.voters().stream()
        .filter(voter -> voter.id() != without && !voter.name().isEmpty())
        .count();
  }

  private static EtcdFailure notEnough() {
    return new EtcdFailure("etcdserver: re-configuration failed due to not enough started members");
  }
}
