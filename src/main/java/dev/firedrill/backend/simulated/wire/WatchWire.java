package dev.firedrill.backend.simulated.wire;

import dev.firedrill.backend.simulated.api.ApiWatch;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;

/**
 * Sends watches to clients: a line an event to those who ask by HTTP, a message an event to those
 * who ask for a web socket, as kube-apiserver does for either.
 */
final class WatchWire {

  private final Desk desk;

  WatchWire(Desk desk) {
    this.desk = desk;
  }

  /**
   * Sends what the watch tells from now on.
   *
   * @param context the connection's own thread
   */
  void send(HttpServerRequest http, Context context, Asked asked, ApiWatch watch) {
    context.runOnContext(
        now -> {
          if (Asked.isWebSocket(http)) {
            Future<ServerWebSocket> opened = http.toWebSocket();
            opened.onSuccess(socket -> flow(asked, watch, new Messages(socket)));
          } else {
            http.resume();
            HttpServerResponse response = http.response();
            response.setChunked(true).putHeader("Content-Type", "application/json");
            response.putHeader("Cache-Control", "no-cache, private");
            response.write(Buffer.buffer());
            flow(asked, watch, new Lines(response));
          }
        });
  }

  private void flow(Asked asked, ApiWatch watch, WatchFlow.Sink sink) {
    WatchFlow flow = new WatchFlow(watch, asked, desk::now, sink);
    desk.ask(
        () -> {
          desk.lookOut(flow::send);
          return true;
        });
  }

  /** Chunks of a response that does not end. */
  private record Lines(HttpServerResponse response) implements WatchFlow.Sink {

    @Override
    public void event(byte[] json) {
      response.write(Buffer.buffer(json).appendByte((byte) '\n'));
    }

    @Override
    public void end() {
      response.end();
    }

    @Override
    public boolean full() {
      return response.writeQueueFull();
    }

    @Override
    public boolean gone() {
      return response.closed() || response.ended();
    }
  }

  /** Messages of a web socket. */
  private record Messages(ServerWebSocket socket) implements WatchFlow.Sink {

    @Override
    public void event(byte[] json) {
      socket.writeTextMessage(new String(json, StandardCharsets.UTF_8));
    }

    @Override
    public void end() {
      socket.close();
    }

    @Override
    public boolean full() {
      return socket.writeQueueFull();
    }

    @Override
    public boolean gone() {
      return socket.isClosed();
    }
  }
}
