package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.api.ApiReply;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpClientBuilder;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Makes fabric8's HTTP clients of one kubeconfig; TLS and credentials are the route's business. */
final class MemoryHttp implements HttpClient.Factory {

  private final Route route;
  private final Consumer<ApiReply> answered;

  /**
   * Clients on that way.
   *
   * @param answered told of every answer before it is read
   */
  MemoryHttp(Route route, Consumer<ApiReply> answered) {
    this.route = route;
    this.answered = answered;
  }

  @Override
  public HttpClient.Builder newBuilder(Config config) {
    // Without it requests would be repeated, in time that is not virtual.
    HttpClient.Builder builder = newBuilder();
    builder.tag(config.getRequestConfig());
    return builder;
  }

  @Override
  public HttpClient.Builder newBuilder() {
    return new Builder(this);
  }

  /** Knows no more than the route. */
  static final class Builder
      extends StandardHttpClientBuilder<MemoryHttpClient, MemoryHttp, Builder> {

    private Builder(MemoryHttp factory) {
      super(factory);
    }

    @Override
    public MemoryHttpClient build() {
      AtomicBoolean closed = client == null ? new AtomicBoolean() : client.getClosed();
      return new MemoryHttpClient(this, closed, clientFactory.route, clientFactory.answered);
    }

    @Override
    protected Builder newInstance(MemoryHttp factory) {
      return new Builder(factory);
    }
  }
}
