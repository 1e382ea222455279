package dev.firedrill.workload;

import dev.firedrill.ports.Traffic.Connection;
import dev.firedrill.ports.Traffic.Reply;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;

/** A connection to the API in virtual time: what a client is answered, with its certificates. */
record ApiConnection(KubernetesClient client) implements Connection {

  /** What a read of one object takes where nothing else goes on. */
  private static final Duration TOOK = Duration.ofMillis(3);

  @Override
  public boolean open() {
    return !client.getHttpClient().isClosed();
  }

  @Override
  public Reply get(String path) {
    try {
      // Nothing is returned for an object that is not there.
      return client.raw(path) == null
          ? Reply.of(HttpResponseStatus.NOT_FOUND.code(), TOOK)
          : Reply.of(HttpResponseStatus.OK.code(), TOOK);
    } catch (KubernetesClientException e) {
      return Causes.isAnswer(e) ? Reply.of(e.getCode(), TOOK) : Reply.none(Causes.of(e), TOOK);
    }
  }
}
