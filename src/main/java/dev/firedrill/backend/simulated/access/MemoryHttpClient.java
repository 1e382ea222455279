package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.api.ApiReply;
import dev.firedrill.backend.simulated.api.ApiRequest;
import dev.firedrill.backend.simulated.api.ApiWatch;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.StandardWebSocketBuilder;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.fabric8.kubernetes.client.http.WebSocketResponse;
import io.fabric8.kubernetes.client.http.WebSocketUpgradeResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Answers every request before the call returns. */
final class MemoryHttpClient
    extends StandardHttpClient<MemoryHttpClient, MemoryHttp, MemoryHttp.Builder> {

  private static final int OK = 200;

  private final Route route;
  private final Consumer<ApiReply> answered;

  MemoryHttpClient(
      MemoryHttp.Builder builder, AtomicBoolean closed, Route route, Consumer<ApiReply> answered) {
    super(builder, closed);
    this.route = route;
    this.answered = answered;
  }

  @Override
  public CompletableFuture<HttpResponse<AsyncBody>> consumeBytesDirect(
      StandardHttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    try {
      Duration timeout = request.getTimeout();
      boolean limited = timeout != null && !timeout.isZero();
      ApiReply reply = route.send(translated(request), limited ? timeout : Route.REQUEST);
      answered.accept(reply);
      return CompletableFuture.completedFuture(new MemoryResponse(request, reply, consumer));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletableFuture<WebSocketResponse> buildWebSocketDirect(
      StandardWebSocketBuilder builder, WebSocket.Listener listener) {
    StandardHttpRequest request = builder.asHttpRequest();
    try {
      ApiRequest asked = translated(request);
      if (!asked.query().containsKey("watch")) {
        throw new IOException("not simulated: a web socket at " + asked.path());
      }
      ApiWatch watch = route.watch(asked);
      int code = watch.beginning().status();
      WebSocketUpgradeResponse response = new WebSocketUpgradeResponse(request, code);
      return CompletableFuture.completedFuture(
          code == OK
              ? new WebSocketResponse(
                  response, MemoryWatch.open(route.simulation(), watch, listener))
              : new WebSocketResponse(response, new WebSocketHandshakeException(response)));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  protected void doClose() {
    // There is nothing that is open.
  }

  private static ApiRequest translated(StandardHttpRequest request) throws IOException {
    String contentType = request.getContentType();
    return new ApiRequest(
        request.method(),
        request.uri().getPath(),
        query(request.uri().getRawQuery()),
        contentType == null ? "" : contentType,
        body(request));
  }

  private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        query.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static byte[] body(StandardHttpRequest request) throws IOException {
    StandardHttpRequest.BodyContent body = request.body();
    if (body instanceof StandardHttpRequest.StringBodyContent text) {
      return text.getContent().getBytes(StandardCharsets.UTF_8);
    }
    if (body instanceof StandardHttpRequest.ByteArrayBodyContent bytes) {
      return bytes.getContent();
    }
    if (body instanceof StandardHttpRequest.InputStreamBodyContent stream) {
      return stream.getContent().readAllBytes();
    }
    return new byte[0];
  }
}
