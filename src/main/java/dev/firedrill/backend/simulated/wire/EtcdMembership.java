package dev.firedrill.backend.simulated.wire;

import dev.firedrill.model.EtcdMember;
import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.Member;
import io.etcd.jetcd.api.MemberAddRequest;
import io.etcd.jetcd.api.MemberAddResponse;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MemberListResponse;
import io.etcd.jetcd.api.MemberRemoveRequest;
import io.etcd.jetcd.api.MemberRemoveResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** etcd's service Cluster. */
final class EtcdMembership extends ClusterGrpc.ClusterImplBase {

  private final EtcdCalls calls;

  EtcdMembership(EtcdCalls calls) {
    this.calls = calls;
  }

  @Override
  public void memberList(MemberListRequest request, StreamObserver<MemberListResponse> client) {
    calls.answer(
        client,
        member ->
            MemberListResponse.newBuilder()
                .setHeader(EtcdCalls.header(member))
                .addAllMembers(all(member.members()))
                .build());
  }

  @Override
  public void memberAdd(MemberAddRequest request, StreamObserver<MemberAddResponse> client) {
    calls.answer(
        client,
        member -> {
          EtcdMember added = member.add(request.getPeerURLsList(), request.getIsLearner());
          return MemberAddResponse.newBuilder()
              .setHeader(EtcdCalls.header(member))
              .setMember(of(added))
              .addAllMembers(all(member.members()))
              .build();
        });
  }

  @Override
  public void memberRemove(
      MemberRemoveRequest request, StreamObserver<MemberRemoveResponse> client) {
    calls.answer(
        client,
        member -> {
          member.remove(request.getID());
          return MemberRemoveResponse.newBuilder()
              .setHeader(EtcdCalls.header(member))
              .addAllMembers(all(member.members()))
              .build();
        });
  }

  private static List<Member> all(List<EtcdMember> members) {
    return members.stream().map(EtcdMembership::of).toList();
  }

  private static Member of(EtcdMember member) {
    return Member.newBuilder()
        .setID(member.id())
        .setName(member.name())
        .addAllPeerURLs(member.peerUrls())
        .addAllClientURLs(member.clientUrls())
        .setIsLearner(member.learner())
        .build();
  }
}
