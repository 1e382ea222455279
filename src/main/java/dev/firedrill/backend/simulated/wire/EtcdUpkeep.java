package dev.firedrill.backend.simulated.wire;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.AlarmMember;
import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.AlarmResponse;
import io.etcd.jetcd.api.AlarmType;
import io.etcd.jetcd.api.DefragmentRequest;
import io.etcd.jetcd.api.DefragmentResponse;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.HashKVResponse;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.SnapshotRequest;
import io.etcd.jetcd.api.SnapshotResponse;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** etcd's service Maintenance. */
final class EtcdUpkeep extends MaintenanceGrpc.MaintenanceImplBase {

  private static final int CHUNK = 32 * 1024;
  private static final int HEXADECIMAL = 16;

  private final EtcdCalls calls;

  EtcdUpkeep(EtcdCalls calls) {
    this.calls = calls;
  }

  @Override
  public void status(StatusRequest request, StreamObserver<StatusResponse> client) {
    calls.answer(
        client,
        member ->
            StatusResponse.newBuilder()
                .setHeader(EtcdCalls.header(member))
                .setVersion(member.status().version())
                .setDbSize(member.status().dbSizeBytes())
                .setLeader(member.status().leaderId())
                .setRaftTerm(member.term())
                .setRaftIndex(member.index())
                .build());
  }

  @Override
  public void hashKV(HashKVRequest request, StreamObserver<HashKVResponse> client) {
    calls.answer(
        client,
        member ->
            HashKVResponse.newBuilder()
                .setHeader(EtcdCalls.header(member))
                .setHash((int) member.hashKv(request.getRevision()))
                .build());
  }

  @Override
  public void alarm(AlarmRequest request, StreamObserver<AlarmResponse> client) {
    String named = request.getAlarm() + " member " + Long.toHexString(request.getMemberID());
    calls.answer(
        client,
        member -> {
          List<String> alarms = member.alarms();
          if (request.getAction() != AlarmRequest.AlarmAction.GET) {
            boolean disarmed = request.getAction() == AlarmRequest.AlarmAction.DEACTIVATE;
            boolean changes = alarms.contains(named) == disarmed;
            alarms = changes ? List.of(named) : List.of();
            if (changes && disarmed) {
              member.disarm(named);
            } else if (changes) {
              member.raise(named);
            }
          }
          AlarmResponse.Builder all = AlarmResponse.newBuilder();
          alarms.forEach(alarm -> all.addAlarms(of(alarm)));
          return all.setHeader(EtcdCalls.header(member)).build();
        });
  }

  @Override
  public void defragment(DefragmentRequest request, StreamObserver<DefragmentResponse> client) {
    calls.answer(
        client,
        member -> {
          member.defragment();
          return DefragmentResponse.newBuilder().setHeader(EtcdCalls.header(member)).build();
        });
  }

  @Override
  public void snapshot(SnapshotRequest request, StreamObserver<SnapshotResponse> client) {
    calls.stream(
        client,
        dev.firedrill.backend.simulated.etcd.EtcdMember::snapshot,
        (to, snapshot) -> {
          for (int from = 0; from < snapshot.length; from += CHUNK) {
            int size = Math.min(CHUNK, snapshot.length - from);
            to.onNext(
                SnapshotResponse.newBuilder()
                    .setBlob(ByteString.copyFrom(snapshot, from, size))
                    .setRemainingBytes((long) snapshot.length - from - size)
                    .build());
          }
          to.onCompleted();
        });
  }

  /** As members keep it: {@code NOSPACE member 8e9e05c52164694d}. */
  private static AlarmMember of(String alarm) {
    String[] words = alarm.split(" ");
    return AlarmMember.newBuilder()
        .setAlarm(AlarmType.valueOf(words[0]))
        .setMemberID(Long.parseUnsignedLong(words[words.length - 1], HEXADECIMAL))
        .build();
  }
}
