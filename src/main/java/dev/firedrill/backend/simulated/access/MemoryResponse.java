package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.api.ApiReply;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An answer as fabric8 takes it: the body comes whole when it is asked for. */
final class MemoryResponse implements HttpResponse<AsyncBody>, AsyncBody {

  private final StandardHttpRequest request;
  private final ApiReply reply;
  private final AsyncBody.Consumer<List<ByteBuffer>> consumer;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private boolean given;

  MemoryResponse(
      StandardHttpRequest request, ApiReply reply, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    this.request = request;
    this.reply = reply;
    this.consumer = consumer;
  }

  @Override
  public int code() {
    return reply.status();
  }

  @Override
  public AsyncBody body() {
    return this;
  }

  @Override
  public HttpRequest request() {
    return request;
  }

  @Override
  public Optional<HttpResponse<?>> previousResponse() {
    return Optional.empty();
  }

  @Override
  public List<String> headers(String key) {
    return key.equalsIgnoreCase("Content-Type") ? List.of(reply.contentType()) : List.of();
  }

  @Override
  public Map<String, List<String>> headers() {
    return Map.of("Content-Type", List.of(reply.contentType()));
  }

  @Override
  public void consume() {
    if (given) {
      // Whoever takes a part asks for the next; there is none.
      return;
    }
    given = true;
    try {
      consumer.consume(List.of(ByteBuffer.wrap(reply.body())), this);
      done.complete(null);
    } catch (Exception e) {
      done.completeExceptionally(e);
    }
  }

  @Override
  public CompletableFuture<Void> done() {
    return done;
  }

  @Override
  public void cancel() {
    done.cancel(false);
  }
}
