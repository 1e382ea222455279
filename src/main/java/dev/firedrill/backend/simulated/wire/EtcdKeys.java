package dev.firedrill.backend.simulated.wire;

import com.google.protobuf.ByteString;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.CompactionResponse;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** etcd's service KV. Keys are text; a deletion of several keys has a revision for each. */
final class EtcdKeys extends KVGrpc.KVImplBase {

  private final EtcdCalls calls;

  EtcdKeys(EtcdCalls calls) {
    this.calls = calls;
  }

  @Override
  public void range(RangeRequest request, StreamObserver<RangeResponse> client) {
    calls.answer(client, member -> range(member, request));
  }

  @Override
  public void put(PutRequest request, StreamObserver<PutResponse> client) {
    calls.answer(client, member -> put(member, request));
  }

  @Override
  public void deleteRange(DeleteRangeRequest request, StreamObserver<DeleteRangeResponse> client) {
    calls.answer(client, member -> delete(member, request));
  }

  @Override
  public void txn(TxnRequest request, StreamObserver<TxnResponse> client) {
    calls.answer(client, member -> EtcdTransaction.run(member, request));
  }

  @Override
  public void compact(CompactionRequest request, StreamObserver<CompactionResponse> client) {
    calls.answer(
        client,
        member -> {
          member.compact(request.getRevision());
          return CompactionResponse.newBuilder().setHeader(EtcdCalls.header(member)).build();
        });
  }

  static RangeResponse range(EtcdMember member, RangeRequest request) {
    KeyRange keys = KeyRange.of(request.getKey(), request.getRangeEnd());
    List<KeyValue> all = KeyOrder.of(request).sorted(keys.in(member, request.getRevision()));
    long limit = request.getLimit() == 0 ? all.size() : request.getLimit();
    RangeResponse.Builder answer =
        RangeResponse.newBuilder()
            .setHeader(EtcdCalls.header(member))
            .setCount(all.size())
            .setMore(limit < all.size());
    if (!request.getCountOnly()) {
      all.stream()
          .limit(limit)
          .forEach(
              each -> answer.addKvs(of(each, member.leaseOf(each.key()), !request.getKeysOnly())));
    }
    return answer.build();
  }

  static PutResponse put(EtcdMember member, PutRequest request) {
    String key = request.getKey().toStringUtf8();
    PutResponse.Builder answer = PutResponse.newBuilder();
    long expected = 0;
    for (KeyValue before : member.get(key).stream().toList()) {
      expected = before.modRevision();
      if (request.getPrevKv()) {
        answer.setPrevKv(of(before, member.leaseOf(key), true));
      }
    }
    long lease = request.getIgnoreLease() ? member.leaseOf(key) : request.getLease();
    member.put(key, request.getValue().toByteArray(), expected, lease);
    return answer.setHeader(EtcdCalls.header(member)).build();
  }

  static DeleteRangeResponse delete(EtcdMember member, DeleteRangeRequest request) {
    DeleteRangeResponse.Builder answer = DeleteRangeResponse.newBuilder();
    List<KeyValue> all = KeyRange.of(request.getKey(), request.getRangeEnd()).in(member, 0);
    for (KeyValue each : all) {
      if (request.getPrevKv()) {
        answer.addPrevKvs(of(each, member.leaseOf(each.key()), true));
      }
      member.delete(each.key(), each.modRevision());
    }
    return answer.setDeleted(all.size()).setHeader(EtcdCalls.header(member)).build();
  }

  /** As clients are told it. */
  static io.etcd.jetcd.api.KeyValue of(KeyValue each, long lease, boolean withValue) {
    io.etcd.jetcd.api.KeyValue.Builder pair =
        io.etcd.jetcd.api.KeyValue.newBuilder()
            .setKey(ByteString.copyFromUtf8(each.key()))
            .setCreateRevision(each.createRevision())
            .setModRevision(each.modRevision())
            .setVersion(each.version())
            .setLease(lease);
    if (withValue) {
      pair.setValue(ByteString.copyFrom(each.value()));
    }
    return pair.build();
  }
}
