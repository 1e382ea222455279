package dev.firedrill.backend.simulated.informer;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.api.ApiListener;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one component on one machine sees of the API: lists that are asked for anew only where
 * something of their kind has changed. For events only, in which calls take no time. Objects in a
 * list are shared and must not be changed.
 */
public final class Informers implements AutoCloseable {

  private static final Pattern SERVER = Pattern.compile("server: *\"?https://([^:/]+):(\\d+)");

  private record Key(Class<?> type, String node) {}

  private record Seen(long change, List<? extends HasMetadata> objects) {}

  private final Network network;
  private final String host;
  private final Address server;
  private final KubernetesClient client;
  private final Map<Key, Seen> lists = new HashMap<>();
  private final Map<Class<?>, String> plurals = new HashMap<>();

  private Informers(Network network, String host, Address server, KubernetesClient client) {
    this.network = network;
    this.host = host;
    this.server = server;
    this.client = client;
  }

  /**
   * Views with the credentials of a kubeconfig file of the machine, as it is now.
   *
   * @return nothing where there is no such file, or it names no server
   */
  public static Optional<Informers> on(
      Machine machine, String kubeconfig, Network network, SimulatedClients clients) {
    Matcher matcher = SERVER.matcher(machine.files().text(kubeconfig).orElse(""));
    if (!matcher.find()) {
      return Optional.empty();
    }
    Address server = new Address(matcher.group(1), Integer.parseInt(matcher.group(2)));
    return Optional.of(
        new Informers(network, machine.address(), server, clients.client(machine, kubeconfig)));
  }

  /** The client behind the views. */
  public KubernetesClient client() {
    return client;
  }

  /**
   * All objects of that kind, in all namespaces.
   *
   * @throws KubernetesClientException where the API gives no answer, or refuses
   */
  public <T extends HasMetadata> List<T> list(Class<T> type) {
    return cached(new Key(type, ""), type);
  }

  /**
   * Objects of that kind whose {@code spec.nodeName} is the node.
   *
   * @throws KubernetesClientException where the API gives no answer, or refuses
   */
  public <T extends HasMetadata> List<T> listOn(String node, Class<T> type) {
    return cached(new Key(type, node), type);
  }

  /**
   * A number that is another one after any change of an object of that kind.
   *
   * @throws KubernetesClientException where the API gives no answer
   */
  public long changes(Class<? extends HasMetadata> type) {
    try {
      if (network.connect(host, server) instanceof ApiListener api) {
        return api.changes(plurals.computeIfAbsent(type, unused -> HasMetadata.getPlural(type)));
      }
      throw new KubernetesClientException(server + " is no API server");
    } catch (Unreachable e) {
      throw new KubernetesClientException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  @SuppressWarnings("unchecked")
  private <T extends HasMetadata> List<T> cached(Key key, Class<T> type) {
    long change = changes(type);
    Seen seen = lists.get(key);
    if (seen == null || seen.change() != change) {
      seen = new Seen(change, List.copyOf(ask(key, type)));
      lists.put(key, seen);
    }
    return (List<T>) seen.objects();
  }

  private <T extends HasMetadata> List<T> ask(Key key, Class<T> type) {
    var all = client.resources(type).inAnyNamespace();
    return key.node().isEmpty()
        ? all.list().getItems()
        : all.withField("spec.nodeName", key.node()).list().getItems();
  }
}
