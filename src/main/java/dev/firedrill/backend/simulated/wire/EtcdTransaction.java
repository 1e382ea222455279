package dev.firedrill.backend.simulated.wire;

import com.google.protobuf.ByteString;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.etcd.KeyValue;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.ResponseOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import java.util.List;

/**
 * A transaction: nothing comes between its parts, for the simulation has one thread. Each of its
 * puts and deletions has a revision of its own, where etcd gives them all one.
 */
final class EtcdTransaction {

  private EtcdTransaction() {}

  static TxnResponse run(EtcdMember member, TxnRequest request) {
    boolean holds = request.getCompareList().stream().allMatch(each -> holds(member, each));
    List<RequestOp> parts = holds ? request.getSuccessList() : request.getFailureList();
    TxnResponse.Builder answer = TxnResponse.newBuilder().setSucceeded(holds);
    parts.forEach(part -> answer.addResponses(run(member, part)));
    return answer.setHeader(EtcdCalls.header(member)).build();
  }

  private static ResponseOp run(EtcdMember member, RequestOp part) {
    ResponseOp.Builder answer = ResponseOp.newBuilder();
    switch (part.getRequestCase()) {
      case REQUEST_RANGE -> answer.setResponseRange(EtcdKeys.range(member, part.getRequestRange()));
      case REQUEST_PUT -> answer.setResponsePut(EtcdKeys.put(member, part.getRequestPut()));
      case REQUEST_DELETE_RANGE ->
          answer.setResponseDeleteRange(EtcdKeys.delete(member, part.getRequestDeleteRange()));
      case REQUEST_TXN -> answer.setResponseTxn(run(member, part.getRequestTxn()));
      default -> {
        // An empty part asks for nothing.
      }
    }
    return answer.build();
  }

  private static boolean holds(EtcdMember member, Compare compare) {
    List<KeyValue> found = KeyRange.of(compare.getKey(), compare.getRangeEnd()).in(member, 0);
    if (found.isEmpty()) {
      // A key that is not there has version and revisions 0, and no value that equals another.
      return compare.getTarget() != Compare.CompareTarget.VALUE
          && is(compare, Long.compare(0, wanted(compare)));
    }
    return found.stream().allMatch(each -> is(compare, compared(each, compare)));
  }

  private static int compared(KeyValue found, Compare compare) {
    return switch (compare.getTarget()) {
      case VALUE ->
          ByteString.unsignedLexicographicalComparator()
              .compare(ByteString.copyFrom(found.value()), compare.getValue());
      case CREATE -> Long.compare(found.createRevision(), wanted(compare));
      case MOD -> Long.compare(found.modRevision(), wanted(compare));
      default -> Long.compare(found.version(), wanted(compare));
    };
  }

  private static long wanted(Compare compare) {
    return switch (compare.getTarget()) {
      case CREATE -> compare.getCreateRevision();
      case MOD -> compare.getModRevision();
      default -> compare.getVersion();
    };
  }

  private static boolean is(Compare compare, int compared) {
    return switch (compare.getResult()) {
      case EQUAL -> compared == 0;
      case GREATER -> compared > 0;
      case LESS -> compared < 0;
      default -> compared != 0;
    };
  }
}
