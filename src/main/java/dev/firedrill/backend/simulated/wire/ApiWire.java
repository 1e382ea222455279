package dev.firedrill.backend.simulated.wire;

import dev.firedrill.backend.simulated.api.ApiListener;
import dev.firedrill.backend.simulated.api.ApiReply;
import dev.firedrill.backend.simulated.api.Credentials;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.Issued;
import dev.firedrill.backend.simulated.table.Tables;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * HTTPS on loopback for one address of the simulated network: an API server, or the load balancer
 * before them. HTTP/1.1. A request is handed to whoever listens at the address at that moment;
 * where nobody does, the connection is closed without an answer.
 */
final class ApiWire {

  private static final int OK = 200;

  private final Vertx vertx;
  private final Desk desk;
  private final WatchWire watches;
  private final Supplier<ApiListener> listener;
  private final HttpServer server;

  ApiWire(
      Vertx vertx,
      Desk desk,
      Network network,
      Address address,
      Issued certificate,
      List<X509Certificate> authorities) {
    this(vertx, desk, () -> at(network, address), certificate, authorities);
  }

  /**
   * The same for whoever is to answer at that moment.
   *
   * @param listener asked on the simulation's thread, once a request
   */
  ApiWire(
      Vertx vertx,
      Desk desk,
      Supplier<ApiListener> listener,
      Issued certificate,
      List<X509Certificate> authorities) {
    this.vertx = vertx;
    this.desk = desk;
    this.watches = new WatchWire(desk);
    this.listener = listener;
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(0)
                    .setSsl(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .addCertValue(Buffer.buffer(certificate.certificatePem()))
                            .addKeyValue(Buffer.buffer(certificate.keyPem())))
                    .setClientAuth(ClientAuth.REQUEST)
                    .setTrustOptions(TrustOptions.wrap(Hearing.everybody(authorities))))
            .requestHandler(this::hear);
  }

  /** Listens from now on, at a port that nobody has. */
  void listen() {
    server.listen().toCompletionStage().toCompletableFuture().join();
  }

  int port() {
    return server.actualPort();
  }

  private void hear(HttpServerRequest http) {
    if (Asked.isWatch(http)) {
      watch(http);
      return;
    }
    http.body()
        .onSuccess(
            body -> {
              Asked asked = Asked.of(http, body);
              Credentials credentials = asked.credentials(certificate(http));
              desk.ask(() -> answer(asked, credentials))
                  .whenComplete((reply, failure) -> answered(http, reply, failure));
            });
  }

  /** Nothing is sent before the server has said whether the client may watch. */
  private void watch(HttpServerRequest http) {
    http.pause();
    Context context = vertx.getOrCreateContext();
    Asked asked = Asked.of(http, Buffer.buffer());
    Credentials credentials = asked.credentials(certificate(http));
    desk.ask(() -> listener.get().watch(asked.request(), credentials))
        .whenComplete(
            (watch, failure) -> {
              if (watch != null && watch.beginning().status() == OK) {
                watches.send(http, context, asked, watch);
              } else {
                http.resume();
                answered(http, watch == null ? null : watch.beginning(), failure);
              }
            });
  }

  private static ApiListener at(Network network, Address address) {
    if (network.connect(Network.OUTSIDE, address) instanceof ApiListener api) {
      return api;
    }
    throw new IllegalStateException(address + " does not speak HTTPS");
  }

  private ApiReply answer(Asked asked, Credentials credentials) {
    return asWanted(asked, listener.get().handle(asked.request(), credentials, Network.OUTSIDE));
  }

  private ApiReply asWanted(Asked asked, ApiReply reply) {
    boolean objects = reply.status() == OK && reply.contentType().equals("application/json");
    return objects && asked.wantsTable()
        ? new ApiReply(
            OK, reply.contentType(), Tables.of(reply.body(), asked.include(), desk.now()))
        : reply;
  }

  private static void answered(
      HttpServerRequest http, @Nullable ApiReply reply, @Nullable Throwable failure) {
    if (reply == null) {
      http.connection().close();
      return;
    }
    http.response()
        .setStatusCode(reply.status())
        .putHeader("Content-Type", reply.contentType())
        .putHeader("Cache-Control", "no-cache, private")
        .end(Buffer.buffer(reply.body()));
  }

  private static @Nullable X509Certificate certificate(HttpServerRequest http) {
    try {
      return http.sslSession().getPeerCertificates()[0] instanceof X509Certificate shown
          ? shown
          : null;
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }
}
