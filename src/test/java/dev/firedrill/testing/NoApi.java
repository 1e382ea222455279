package dev.firedrill.testing;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** An API that is not there. */
public final class NoApi {

  private NoApi() {}

  /** A client of it, which tries nothing twice; nobody listens at port 1. */
  public static KubernetesClient client() {
    ConfigBuilder nowhere =
        new ConfigBuilder()
            .withAutoConfigure(false)
            .withMasterUrl("http://127.0.0.1:1")
            .withRequestRetryBackoffLimit(0);
    return new KubernetesClientBuilder().withConfig(nowhere.build()).build();
  }
}
