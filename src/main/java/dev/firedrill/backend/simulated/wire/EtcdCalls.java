package dev.firedrill.backend.simulated.wire;

import dev.firedrill.backend.simulated.etcd.EtcdFailure;
import dev.firedrill.backend.simulated.etcd.EtcdMember;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import io.etcd.jetcd.api.ResponseHeader;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.StreamObserver;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Takes calls to the member that listens at an address, on the simulation's thread. */
final class EtcdCalls {

  private final Desk desk;
  private final Network network;
  private final Address address;

  EtcdCalls(Desk desk, Network network, Address address) {
    this.desk = desk;
    this.network = network;
    this.address = address;
  }

  /** Gives the client what the member answers. */
  <T> void answer(StreamObserver<T> client, Function<EtcdMember, T> question) {
    stream(
        client,
        question,
        (to, answer) -> {
          to.onNext(answer);
          to.onCompleted();
        });
  }

  /** As {@link #answer}; how what was answered gets to the client is the caller's to say. */
  <A, T> void stream(
      StreamObserver<T> client,
      Function<EtcdMember, A> question,
      BiConsumer<StreamObserver<T>, A> give) {
    desk.ask(() -> question.apply(member()))
        .whenComplete(
            (answer, failure) -> {
              if (failure == null) {
                give.accept(client, answer);
              } else {
                client.onError(status(failure));
              }
            });
  }

  /** As {@link Desk#lookOut}. */
  void lookOut(BooleanSupplier look) {
    desk.lookOut(look);
  }

  /** Does that on the simulation's thread; from any thread. */
  void onDesk(Runnable what) {
    desk.ask(
        () -> {
          what.run();
          return true;
        });
  }

  /** What etcd says of itself with every answer. */
  static ResponseHeader header(EtcdMember member) {
    return ResponseHeader.newBuilder()
        .setClusterId(member.clusterId())
        .setMemberId(member.status().memberId())
        .setRevision(member.status().revision())
        .setRaftTerm(member.term())
        .build();
  }

  /** The member, on the simulation's thread. */
  EtcdMember member() {
    if (network.connect(Network.OUTSIDE, address) instanceof EtcdMember member) {
      return member;
    }
    throw new IllegalStateException(address + " is no etcd member");
  }

  private static StatusException status(Throwable failure) {
    if (failure instanceof EtcdFailure || failure instanceof Unreachable) {
      String message = String.valueOf(failure.getMessage());
      return code(message).withDescription(message).asException();
    }
    return Status.fromThrowable(failure).asException();
  }

  /** By the table of etcd's rpctypes. */
  private static Status code(String message) {
    if (message.contains("space exceeded")) {
      return Status.RESOURCE_EXHAUSTED;
    }
    if (message.contains("revision") || message.contains("too large lease")) {
      return Status.OUT_OF_RANGE;
    }
    if (message.contains("member not found") || message.contains("lease not found")) {
      return Status.NOT_FOUND;
    }
    if (message.contains("already exists") || message.contains("can only promote")) {
      return Status.FAILED_PRECONDITION;
    }
    return Status.UNAVAILABLE;
  }
}
