package dev.firedrill.operations;

import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.tools.KubeProxy;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The service proxy of every Ready node takes what the API tells of endpoints.
 *
 * <p>A proxy that found no API server asks again less and less often, up to a minute apart
 * (client-go's reflector: 800 ms, doubled up to 30 s, and as much again by chance), and sends
 * connections meanwhile to the pods that it knew last. Nothing in the API shows that. So an
 * EndpointSlice of our own, of no Service, is changed, and each proxy has to have counted a change
 * since. Seen on a single control plane that was away for 42 s: a drain 45 s after it was back
 * ended pods whose replacements neither proxy knew.
 */
final class ProxiesFollow {

  static final Duration LIMIT = Duration.ofMinutes(2);

  /** The slice that is changed; it is removed when the proxies have seen it. */
  static final String SLICE = "firedrill-proxies-follow";

  private static final String NAMESPACE = "kube-system";

  private final OperationContext context;
  private final Map<NodeName, Long> before = new LinkedHashMap<>();
  private int changes;

  private ProxiesFollow(OperationContext context) {
    this.context = context;
  }

  /**
   * Waits until each of them does. No effect in a cluster without kube-proxy, whose network does
   * its work.
   */
  static void await(OperationContext context) {
    if (!hasProxies(context)) {
      return;
    }
    try {
      context.await(new ProxiesFollow(context).condition(), LIMIT);
    } finally {
      remove(client(context));
    }
  }

  private static boolean hasProxies(OperationContext context) {
    String name = Component.KUBE_PROXY.value();
    return context.distribution().inventory().inside().containsKey(Component.KUBE_PROXY)
        || client(context).apps().daemonSets().inNamespace(NAMESPACE).withName(name).get() != null;
  }

  /** One that was looked at for the first time is given a change to count after that. */
  private Condition<Boolean> condition() {
    return new Condition<>(
        "following the API's endpoints",
        "the service proxy of every Ready node",
        () -> {
          Map<NodeName, String> behind = new LinkedHashMap<>();
          Map<NodeName, Long> met = new LinkedHashMap<>();
          for (NodeName node : readyNodes()) {
            CommandResult printed = context.shell(node).run(KubeProxy.COUNT);
            OptionalLong count = KubeProxy.endpointChanges(printed);
            if (count.isEmpty()) {
              behind.put(node, "no count at " + KubeProxy.METRICS + ": " + printed.tail());
            } else if (!before.containsKey(node)) {
              met.put(node, count.getAsLong());
              behind.put(node, "seen for the first time");
            } else if (count.getAsLong() == before.get(node) || count.getAsLong() == 0) {
              behind.put(node, "no change taken since " + before.get(node));
            }
          }
          if (!met.isEmpty()) {
            change();
            before.putAll(met);
          }
          return Sight.when(behind.isEmpty(), behind::toString);
        });
  }

  private List<NodeName> readyNodes() {
    Set<String> ready =
        client(context).nodes().list().getItems().stream()
            .filter(Nodes::isReady)
            .map(node -> node.getMetadata().getName())
            .collect(Collectors.toSet());
    return context.cluster().topology().nodes().stream()
        .filter(node -> ready.contains(node.value()))
        .toList();
  }

  private void change() {
    changes++;
    EndpointSlice slice =
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withNamespace(NAMESPACE)
            .withName(SLICE)
            .addToLabels("kubernetes.io/service-name", SLICE)
            .addToLabels("endpointslice.kubernetes.io/managed-by", "firedrill")
            .endMetadata()
            .withAddressType("IPv4")
            .withEndpoints(List.of())
            .addNewPort()
            .withName("change")
            .withPort(changes)
            .withProtocol("TCP")
            .endPort()
            .build();
    client(context).resource(slice).createOr(found -> found.update());
  }

  private static void remove(KubernetesClient client) {
    try {
      client.discovery().v1().endpointSlices().inNamespace(NAMESPACE).withName(SLICE).delete();
    } catch (KubernetesClientException noAnswer) {
      // It says nothing and harms nobody; the next drain takes it away.
      return;
    }
  }

  private static KubernetesClient client(OperationContext context) {
    return context.cluster().kubernetes().client();
  }
}
