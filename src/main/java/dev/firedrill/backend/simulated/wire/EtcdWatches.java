package dev.firedrill.backend.simulated.wire;

import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** etcd's service Watch. */
final class EtcdWatches extends WatchGrpc.WatchImplBase {

  private final EtcdCalls calls;

  EtcdWatches(EtcdCalls calls) {
    this.calls = calls;
  }

  @Override
  public StreamObserver<WatchRequest> watch(StreamObserver<WatchResponse> client) {
    ServerCallStreamObserver<WatchResponse> call = (ServerCallStreamObserver<WatchResponse>) client;
    // Without one, telling a client that is gone throws.
    call.setOnCancelHandler(() -> {});
    return new EtcdWatchStream(calls, call);
  }
}
