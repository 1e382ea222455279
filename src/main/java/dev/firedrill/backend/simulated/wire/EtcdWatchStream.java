package dev.firedrill.backend.simulated.wire;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.network.Unreachable;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The watches of one client at one member. Requests come on the client's thread; all else happens
 * on the simulation's.
 */
final class EtcdWatchStream implements StreamObserver<WatchRequest> {

  /** Of no watch in particular. */
  private static final long ALL = -1;

  private final EtcdCalls calls;
  private final ServerCallStreamObserver<WatchResponse> client;
  private final Map<Long, EtcdWatch> watches = new TreeMap<>();
  private @Nullable EtcdMember member;
  private long created;
  private boolean over;

  EtcdWatchStream(EtcdCalls calls, ServerCallStreamObserver<WatchResponse> client) {
    this.calls = calls;
    this.client = client;
  }

  @Override
  public void onNext(WatchRequest request) {
    calls.stream(
        client,
        asked -> {
          take(request, asked);
          return asked;
        },
        (to, answered) -> {});
  }

  @Override
  public void onError(Throwable gone) {
    // The next look sees that the call is cancelled.
  }

  @Override
  public void onCompleted() {
    calls.onDesk(
        () -> {
          if (!over) {
            over = true;
            client.onCompleted();
          }
        });
  }

  private void take(WatchRequest request, EtcdMember asked) {
    if (member == null) {
      member = asked;
      calls.lookOut(this::look);
    }
    switch (request.getRequestUnionCase()) {
      case CREATE_REQUEST -> create(request.getCreateRequest(), asked);
      case CANCEL_REQUEST -> cancel(request.getCancelRequest().getWatchId(), asked);
      case PROGRESS_REQUEST -> client.onNext(answer(asked, ALL).build());
      default -> {
        // An empty request asks for nothing.
      }
    }
  }

  private void create(WatchCreateRequest request, EtcdMember asked) {
    long id = created++;
    watches.put(id, new EtcdWatch(request, asked.status().revision()));
    client.onNext(answer(asked, id).setCreated(true).build());
  }

  private void cancel(long id, EtcdMember asked) {
    if (watches.remove(id) != null) {
      client.onNext(answer(asked, id).setCanceled(true).build());
    }
  }

  /** Tells what has happened; false once there is nobody, or nothing more, to tell. */
  private boolean look() {
    if (over || client.isCancelled()) {
      return false;
    }
    if (!client.isReady()) {
      return true;
    }
    EtcdMember same = member;
    try {
      if (same == null || calls.member() != same) {
        throw new EtcdFailure("etcdserver: server stopped");
      }
      for (Map.Entry<Long, EtcdWatch> each : List.copyOf(watches.entrySet())) {
        tell(each.getKey(), each.getValue(), same);
      }
      return true;
    } catch (EtcdFailure | Unreachable gone) {
      over = true;
      client.onError(
          Status.UNAVAILABLE.withDescription(String.valueOf(gone.getMessage())).asException());
      return false;
    }
  }

  private void tell(long id, EtcdWatch watch, EtcdMember from) {
    List<Event> news;
    try {
      news = watch.news(from);
    } catch (EtcdFailure failure) {
      // Raised by a member that has stopped, and else because it was compacted.
      long compacted = from.compacted();
      watches.remove(id);
      client.onNext(answer(from, id).setCompactRevision(compacted).setCanceled(true).build());
      return;
    }
    if (!news.isEmpty()) {
      client.onNext(answer(from, id).addAllEvents(news).build());
    }
  }

  private static WatchResponse.Builder answer(EtcdMember member, long id) {
    return WatchResponse.newBuilder().setHeader(EtcdCalls.header(member)).setWatchId(id);
  }
}
