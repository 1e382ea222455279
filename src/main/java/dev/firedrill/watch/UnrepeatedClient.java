package dev.firedrill.watch;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A client without its own retries, which would hide for seconds that nobody answers. Made anew
 * only where the client that it is made from is another one.
 */
final class UnrepeatedClient {

  private record Made(KubernetesClient from, KubernetesClient made) {}

  private final Duration timeout;
  private volatile @Nullable Made last;

  /** Clients whose requests may take that long. */
  UnrepeatedClient(Duration timeout) {
    this.timeout = timeout;
  }

  KubernetesClient of(KubernetesClient client) {
    Made known = last;
    if (known == null || known.from() != client) {
      known = new Made(client, unrepeated(client));
      last = known;
    }
    return known.made();
  }

  private KubernetesClient unrepeated(KubernetesClient client) {
    RequestConfig config =
        new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout(Math.toIntExact(timeout.toMillis()))
            .build();
    return client
        .adapt(NamespacedKubernetesClient.class)
        .withRequestConfig(config)
        .call(same -> same);
  }
}
