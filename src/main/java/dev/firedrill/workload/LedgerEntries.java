package dev.firedrill.workload;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's entries in the API: one ConfigMap a number. Requests are made once: the client's own
 * retries would turn an entry that was written without an answer into one that exists already.
 */
final class LedgerEntries {

  private static final String NAME = "entry-";
  private static final String NUMBER = "number";
  private static final String RUN = "run";
  private static final long PAGE = 500;

  private final Supplier<KubernetesClient> clients;
  private final String namespace;
  private final String run;
  private final Duration timeout;
  private volatile @Nullable Unrepeated last;

  /** A client without retries, and the one that it was made from. */
  private record Unrepeated(KubernetesClient from, KubernetesClient made) {}

  /**
   * Entries of that run.
   *
   * @param clients asked at every request: after a renewal another client is of use
   */
  LedgerEntries(
      Supplier<KubernetesClient> clients, String namespace, String run, Duration timeout) {
    this.clients = clients;
    this.namespace = namespace;
    this.run = run;
    this.timeout = timeout;
  }

  void makeNamespace() {
    clients
        .get()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .fieldManager("firedrill")
        .serverSideApply();
  }

  /** Writes the entry; returns the resource version it was acknowledged with. */
  String write(long number) {
    ConfigMap entry =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName(NAME + number)
            .withNamespace(namespace)
            .endMetadata()
            .withData(Map.of(NUMBER, Long.toString(number), RUN, run))
            .build();
    return unrepeated(clients.get()).resource(entry).create().getMetadata().getResourceVersion();
  }

  /** The numbers of this run that are there, read page by page. */
  Set<Long> numbers() {
    Set<Long> numbers = new TreeSet<>();
    String next = null;
    do {
      ConfigMapList page =
          clients
              .get()
              .configMaps()
              .inNamespace(namespace)
              .list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      page.getItems().stream()
          .filter(this::isEntry)
          .map(entry -> Long.valueOf(entry.getData().get(NUMBER)))
          .forEach(numbers::add);
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return numbers;
  }

  private KubernetesClient unrepeated(KubernetesClient client) {
    Unrepeated known = last;
    if (known == null || known.from() != client) {
      RequestConfig once =
          new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
              .withRequestRetryBackoffLimit(0)
              .withRequestTimeout(Math.toIntExact(timeout.toMillis()))
              .build();
      known =
          new Unrepeated(
              client,
              client
                  .adapt(NamespacedKubernetesClient.class)
                  .withRequestConfig(once)
                  .call(same -> same));
      last = known;
    }
    return known.made();
  }

  private boolean isEntry(ConfigMap entry) {
    Map<String, String> data = entry.getData();
    return data != null
        && run.equals(data.get(RUN))
        && entry.getMetadata().getName().equals(NAME + data.get(NUMBER));
  }
}
