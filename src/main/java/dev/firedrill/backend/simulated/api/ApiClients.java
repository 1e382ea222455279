package dev.firedrill.backend.simulated.api;

import io.fabric8.kubernetes.client.KubernetesClient;

/** Where those who speak to an API server get their clients. */
@FunctionalInterface
public interface ApiClients {

  /**
   * A client that asks from that host, as the kubeconfig says: which server, whose CA, and as whom.
   * Inside an event its calls take no time.
   *
   * @throws IllegalArgumentException where the kubeconfig cannot be read
   */
  KubernetesClient client(String fromHost, byte[] kubeconfig);
}
