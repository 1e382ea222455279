package dev.firedrill.backend.simulated.wire;

import com.google.protobuf.ByteString;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.LeaseTimeToLiveResponse;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;

/** etcd's service Lease, but for the list of all leases, which jetcd's protocol lacks. */
final class EtcdLeases extends LeaseGrpc.LeaseImplBase {

  private final EtcdCalls calls;

  EtcdLeases(EtcdCalls calls) {
    this.calls = calls;
  }

  @Override
  public void leaseGrant(LeaseGrantRequest request, StreamObserver<LeaseGrantResponse> client) {
    calls.answer(
        client,
        member -> {
          long id = member.grant(request.getID(), request.getTTL());
          return LeaseGrantResponse.newBuilder()
              .setHeader(EtcdCalls.header(member))
              .setID(id)
              .setTTL(member.granted(id).orElseThrow().toSeconds())
              .build();
        });
  }

  @Override
  public void leaseRevoke(LeaseRevokeRequest request, StreamObserver<LeaseRevokeResponse> client) {
    calls.answer(
        client,
        member -> {
          member.revoke(request.getID());
          return LeaseRevokeResponse.newBuilder().setHeader(EtcdCalls.header(member)).build();
        });
  }

  @Override
  public StreamObserver<LeaseKeepAliveRequest> leaseKeepAlive(
      StreamObserver<LeaseKeepAliveResponse> client) {
    return new StreamObserver<>() {
      @Override
      public void onNext(LeaseKeepAliveRequest request) {
        calls.stream(
            client,
            member -> keptAlive(member, request.getID()),
            (to, answer) -> to.onNext(answer));
      }

      @Override
      public void onError(Throwable gone) {
        // Nobody is left to be told anything.
      }

      @Override
      public void onCompleted() {
        client.onCompleted();
      }
    };
  }

  @Override
  public void leaseTimeToLive(
      LeaseTimeToLiveRequest request, StreamObserver<LeaseTimeToLiveResponse> client) {
    calls.answer(client, member -> timeToLive(member, request));
  }

  /** Of a lease that is over etcd says a time of 0, and no error. */
  private static LeaseKeepAliveResponse keptAlive(EtcdMember member, long id) {
    return LeaseKeepAliveResponse.newBuilder()
        .setHeader(EtcdCalls.header(member))
        .setID(id)
        .setTTL(member.keepAlive(id).map(Duration::toSeconds).orElse(0L))
        .build();
  }

  /** Of a lease that there is not etcd says a time of -1, and no error. */
  private static LeaseTimeToLiveResponse timeToLive(
      EtcdMember member, LeaseTimeToLiveRequest request) {
    long id = request.getID();
    LeaseTimeToLiveResponse.Builder answer =
        LeaseTimeToLiveResponse.newBuilder().setHeader(EtcdCalls.header(member)).setID(id);
    Optional<Duration> left = member.left(id);
    if (left.isEmpty()) {
      return answer.setTTL(-1).build();
    }
    if (request.getKeys()) {
      member.keysOf(id).forEach(key -> answer.addKeys(ByteString.copyFromUtf8(key)));
    }
    return answer
        .setTTL(left.get().toSeconds())
        .setGrantedTTL(member.granted(id).orElseThrow().toSeconds())
        .build();
  }
}
