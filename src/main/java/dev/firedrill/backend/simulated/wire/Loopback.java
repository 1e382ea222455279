package dev.firedrill.backend.simulated.wire;

import dev.firedrill.backend.simulated.access.Transport;
import dev.firedrill.backend.simulated.api.ApiListener;
import dev.firedrill.backend.simulated.api.ApiReply;
import dev.firedrill.backend.simulated.api.ApiRequest;
import dev.firedrill.backend.simulated.api.Credentials;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.pki.Authority;
import dev.firedrill.backend.simulated.pki.Issued;
import dev.firedrill.backend.simulated.pki.Keys;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Carries Firedrill's requests through HTTPS on loopback, with its own certificate, and answers
 * them on the thread that asks: the simulation's. One request is under way at a time and virtual
 * time stands still meanwhile, so that a seed's run is the one that it is in memory.
 *
 * <p>Whether the server is reached and its certificate good is found out before, by the simulated
 * network and the virtual clock. Watches stay in memory.
 */
public final class Loopback implements Transport, AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final Desk desk;
  private final Vertx vertx;
  private final ApiWire server;
  private final Map<String, HttpClient> clients = new HashMap<>();
  private @Nullable ApiListener asked;

  /** Listens at a port that nobody has. */
  public Loopback(Simulation simulation) {
    this.desk = new Desk(simulation);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false)));
    Issued certificate =
        Authority.create(Keys.of("loopback"), "loopback", simulation.now(), Authority.LEAF_VALIDITY)
            .asIssued();
    this.server = new ApiWire(vertx, desk, this::listener, certificate, List.of());
    server.listen();
  }

  @Override
  public ApiReply carry(
      Kubeconfig client, ApiListener listener, ApiRequest request, Credentials credentials)
      throws IOException {
    if (request.query().containsKey("watch")) {
      return IN_MEMORY.carry(client, listener, request, credentials);
    }
    asked = listener;
    CompletableFuture<ApiReply> reply = sent(of(client), request, credentials.token());
    // So that whoever waits at the desk looks at once.
    reply.whenComplete((answer, failure) -> desk.ask(() -> true));
    desk.keepStill(reply::isDone);
    if (!reply.isDone()) {
      throw new InterruptedIOException("interrupted while " + request.path() + " was asked for");
    }
    try {
      return reply.join();
    } catch (CompletionException e) {
      throw new IOException("no answer of " + request.path() + ": " + e.getCause(), e.getCause());
    }
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private CompletableFuture<ApiReply> sent(HttpClient client, ApiRequest request, String token) {
    QueryStringEncoder uri = new QueryStringEncoder(request.path());
    request.query().forEach(uri::addParam);
    return client
        .request(HttpMethod.valueOf(request.method()), server.port(), HOST, uri.toString())
        .compose(
            open -> {
              headers(open, request, token);
              return open.send(Buffer.buffer(request.body()));
            })
        .compose(
            answer ->
                answer
                    .body()
                    .map(
                        body ->
                            new ApiReply(
                                answer.statusCode(),
                                answer.getHeader("Content-Type"),
                                body.getBytes())))
        .toCompletionStage()
        .toCompletableFuture();
  }

  private static void headers(HttpClientRequest open, ApiRequest request, String token) {
    if (!request.contentType().isEmpty()) {
      open.putHeader("Content-Type", request.contentType());
    }
    if (!token.isEmpty()) {
      open.putHeader("Authorization", "Bearer " + token);
    }
  }

  /** Connections are kept, as clients keep them; other credentials have others. */
  private HttpClient of(Kubeconfig client) {
    return clients.computeIfAbsent(
        client.certificate(),
        certificate ->
            vertx.createHttpClient(
                new HttpClientOptions()
                    .setSsl(true)
                    .setTrustAll(true)
                    .setVerifyHost(false)
                    .setKeepAlive(true)
                    .setConnectTimeout((int) Duration.ofSeconds(10).toMillis())
                    .setKeyCertOptions(
                        new PemKeyCertOptions()
                            .addCertValue(Buffer.buffer(certificate))
                            .addKeyValue(Buffer.buffer(client.key())))));
  }

  private ApiListener listener() {
    ApiListener listener = asked;
    if (listener == null) {
      throw new IllegalStateException("nobody was asked");
    }
    return listener;
  }
}
