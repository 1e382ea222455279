package dev.firedrill.backend.simulated.informer;

import dev.firedrill.backend.simulated.access.ApiConnection;
import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.api.ApiListener;
import dev.firedrill.backend.simulated.api.ApiObjects;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one component on one machine sees of the API: lists that are asked for anew only where
 * something of their kind has changed. For events only, in which calls take no time. Objects in a
 * list are shared, by all components, and must not be changed.
 */
public final class Informers implements AutoCloseable {

  private static final Pattern SERVER = Pattern.compile("server: *\"?https://([^:/]+):(\\d+)");

  private record Seen(long change, List<? extends HasMetadata> objects) {}

  private final Network network;
  private final String host;
  private final Address server;
  private final Supplier<KubernetesClient> connect;
  private final ApiConnection connection;
  private final Calls calls;
  private final SimulatedClients objects;
  private final Map<Class<?>, Seen> lists = new HashMap<>();
  private final Map<String, Seen> podsOfNodes = new HashMap<>();
  private final Map<List<Class<? extends HasMetadata>>, List<String>> plurals = new HashMap<>();
  private @Nullable KubernetesClient client;

  private Informers(
      Network network,
      Address server,
      Machine machine,
      Supplier<KubernetesClient> connect,
      ApiConnection connection,
      SimulatedClients clients) {
    this.network = network;
    this.host = machine.address();
    this.server = server;
    this.connect = connect;
    this.connection = connection;
    this.calls = new Calls(connection, clients);
    this.objects = clients;
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
        new Informers(
            network,
            server,
            machine,
            clients.later(machine, kubeconfig),
            clients.connection(machine, kubeconfig),
            clients));
  }

  /** Views by what a program has in memory, whatever the machine's files say meanwhile. */
  public static Informers by(
      Machine machine, Kubeconfig kubeconfig, Network network, SimulatedClients clients) {
    return new Informers(
        network,
        new Address(kubeconfig.host(), kubeconfig.port()),
        machine,
        clients.later(machine, kubeconfig),
        clients.connection(machine, kubeconfig),
        clients);
  }

  /** The client behind the views. */
  public KubernetesClient client() {
    KubernetesClient made = client == null ? connect.get() : client;
    client = made;
    return made;
  }

  /** Calls without that client. */
  Calls calls() {
    return calls;
  }

  /**
   * One object, asked for anew; shared, and not to be changed.
   *
   * @param namespace empty for a kind without
   * @throws KubernetesClientException where the API gives no answer, or refuses
   */
  public <T extends HasMetadata> Optional<T> get(Class<T> type, String namespace, String name) {
    return calls.get(type, namespace, name);
  }

  /**
   * All objects of that kind, in all namespaces.
   *
   * @throws KubernetesClientException where the API gives no answer, or refuses
   */
  public <T extends HasMetadata> List<T> list(Class<T> type) {
    return cached(
        lists, type, type, () -> read(stored(calls.plural(type), connection::objects), type));
  }

  /**
   * As {@link #list}, but only the objects that have an owner; the others are not even read.
   *
   * @throws KubernetesClientException where the API gives no answer, or refuses
   */
  public <T extends HasMetadata> List<T> owned(Class<T> type) {
    return read(stored(calls.plural(type), connection::owned), type);
  }

  /**
   * Pods whose {@code spec.nodeName} is the node.
   *
   * @throws KubernetesClientException where the API gives no answer, or refuses
   */
  public List<Pod> podsOn(String node) {
    return cached(
        podsOfNodes,
        node,
        Pod.class,
        () ->
            read(stored(node, connection::podsNaming), Pod.class).stream()
                .filter(pod -> node.equals(pod.getSpec().getNodeName()))
                .toList());
  }

  /**
   * A number that is another one after any change of an object of that kind.
   *
   * @throws KubernetesClientException where the API gives no answer
   */
  public long changes(Class<? extends HasMetadata> type) {
    return listener().changes(calls.plural(type));
  }

  /**
   * True where the API server that answers has no etcd behind it, and can answer nothing.
   *
   * @throws KubernetesClientException where none answers
   */
  public boolean isWithoutEtcd() {
    return changes(Pod.class) == ApiListener.NO_ETCD;
  }

  /**
   * The same of several kinds, in their order.
   *
   * @throws KubernetesClientException where the API gives no answer
   */
  public List<Long> changes(List<Class<? extends HasMetadata>> types) {
    return listener().changes(plurals.computeIfAbsent(types, this::plurals));
  }

  private List<String> plurals(List<Class<? extends HasMetadata>> types) {
    return types.stream().map(calls::plural).toList();
  }

  private ApiListener listener() {
    try {
      if (network.connect(host, server) instanceof ApiListener api) {
        return api;
      }
      throw new KubernetesClientException(server + " is no API server");
    } catch (Unreachable e) {
      throw new KubernetesClientException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }

  @SuppressWarnings("unchecked")
  private <K, T extends HasMetadata> List<T> cached(
      Map<K, Seen> known, K key, Class<T> type, Supplier<List<T>> asked) {
    long change = changes(type);
    Seen seen = known.get(key);
    if (seen == null || seen.change() != change) {
      List<T> found = asked.get();
      // The very same list where nothing in it changed, for whoever looks at its own part only.
      seen = new Seen(change, seen != null && same(seen.objects(), found) ? seen.objects() : found);
      known.put(key, seen);
    }
    return (List<T>) seen.objects();
  }

  private static boolean same(List<?> before, List<?> now) {
    if (before.size() != now.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      if (before.get(i) != now.get(i)) {
        return false;
      }
    }
    return true;
  }

  private <T extends HasMetadata> List<T> read(List<byte[]> stored, Class<T> type) {
    return stored.stream().map(each -> objects.object(each, type)).toList();
  }

  /** A list request, however it is made. */
  private interface Listing {
    ApiObjects of(String what) throws IOException;
  }

  private static List<byte[]> stored(String what, Listing listing) {
    try {
      ApiObjects answer = listing.of(what);
      if (answer.status() >= 400) {
        throw new KubernetesClientException(
            "list of " + what + ": " + answer.message(), answer.status(), null);
      }
      return answer.stored();
    } catch (IOException e) {
      throw new KubernetesClientException("list of " + what + ": " + e.getMessage(), e);
    }
  }
}
