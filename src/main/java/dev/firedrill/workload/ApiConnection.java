package dev.firedrill.workload;

import dev.firedrill.ports.ApiProblem;
import dev.firedrill.ports.Causes;
import dev.firedrill.ports.Traffic.Connection;
import dev.firedrill.ports.Traffic.Reply;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the API in virtual time: what a client is answered, with its certificates. The
 * client is asked for with the first request, and that there is none is no answer: the
 * administrator's kubeconfig may lie on machines that are away.
 */
final class ApiConnection implements Connection {

  /** What a read of one object takes where nothing else goes on. */
  private static final Duration TOOK = Duration.ofMillis(3);

  private final Supplier<KubernetesClient> clients;
  private @Nullable KubernetesClient client;

  /**
   * Not connected.
   *
   * @param clients gives the API's client, another one after a renewal of its credentials
   */
  ApiConnection(Supplier<KubernetesClient> clients) {
    this.clients = clients;
  }

  @Override
  public boolean open() {
    return client == null || !client.getHttpClient().isClosed();
  }

  @Override
  public Reply get(String path) {
    try {
      // Nothing is returned for an object that is not there.
      return connected().raw(path) == null
          ? Reply.of(HttpResponseStatus.NOT_FOUND.code(), TOOK)
          : Reply.of(HttpResponseStatus.OK.code(), TOOK);
    } catch (KubernetesClientException e) {
      return ApiProblem.isAnswer(e) ? Reply.of(e.getCode(), TOOK) : Reply.none(Causes.of(e), TOOK);
    }
  }

  private KubernetesClient connected() {
    KubernetesClient known = client == null ? clients.get() : client;
    client = known;
    return known;
  }
}
