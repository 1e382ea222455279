package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes clients of the API. A client checks the server's certificate against the kubeconfig's
 * authority and the clock of where it runs, and shows its own. Outside of an event a call lets some
 * milliseconds pass; in an event it takes no time. A request is made once and never repeated.
 */
public final class SimulatedClients {

  private final Simulation simulation;
  private final Network network;
  private final StoredObjects stored = new StoredObjects();
  private final StoredSerialization serialization = StoredSerialization.sharing(stored);

  /** With objects of its own: whatever is done to them reaches no component. */
  private final StoredSerialization firedrills =
      StoredSerialization.sharingLists(new StoredObjects());

  private final Map<Place, Shared> shared = new HashMap<>();

  private Transport transport = Transport.IN_MEMORY;

  private record Place(Machine machine, String path) {}

  /** A way to the API, and which state of its machine's files it was made from. */
  private record Shared(long files, Kubeconfig kubeconfig, Route route, Client client) {}

  /** One that is made when it is asked for. */
  private final class Client {

    private final Kubeconfig kubeconfig;
    private final Route route;
    private @Nullable KubernetesClient made;

    Client(Kubeconfig kubeconfig, Route route) {
      this.kubeconfig = kubeconfig;
      this.route = route;
    }

    KubernetesClient get() {
      KubernetesClient client = made == null ? client(kubeconfig, route) : made;
      made = client;
      return client;
    }
  }

  /** Clients in that simulation's time and network. */
  public SimulatedClients(Simulation simulation, Network network) {
    this.simulation = simulation;
    this.network = network;
  }

  /**
   * Has that carry what Firedrill itself asks from now on, by clients that are made from now on.
   */
  public void carriedBy(Transport other) {
    transport = other;
  }

  /**
   * A client with credentials that are inline in the kubeconfig.
   *
   * @param fromHost from where it connects, by a clock that is right: an address, or {@link
   *     Network#OUTSIDE}
   * @throws IllegalArgumentException where it is not a kubeconfig
   */
  public KubernetesClient client(String fromHost, byte[] kubeconfig) {
    return client(fromHost, Kubeconfig.parse(kubeconfig));
  }

  /**
   * A client on a machine by a kubeconfig file there, which may name further files, as kubelet.conf
   * does. Read now: once a certificate is renewed, another client is needed.
   *
   * @throws IllegalArgumentException where there is no such file, or it is not a kubeconfig
   */
  public KubernetesClient client(Machine machine, String kubeconfigPath) {
    return client(machine, read(machine, kubeconfigPath));
  }

  /** As {@link #client(Machine, String)}: the file is read now, the client made when needed. */
  public Supplier<KubernetesClient> later(Machine machine, String kubeconfigPath) {
    return later(machine, way(machine, kubeconfigPath).kubeconfig());
  }

  /** A client on a machine by that kubeconfig, made when needed. */
  public Supplier<KubernetesClient> later(Machine machine, Kubeconfig kubeconfig) {
    return () -> client(machine, kubeconfig);
  }

  /**
   * As {@link #client(Machine, String)}, but one client for all who ask as long as the credentials
   * stay the same; not to be closed.
   */
  public KubernetesClient shared(Machine machine, String kubeconfigPath) {
    return way(machine, kubeconfigPath).client().get();
  }

  private Shared way(Machine machine, String kubeconfigPath) {
    Place place = new Place(machine, kubeconfigPath);
    long files = machine.files().changes();
    Shared known = shared.get(place);
    if (known == null || known.files() != files) {
      Kubeconfig kubeconfig = read(machine, kubeconfigPath);
      if (known != null && known.kubeconfig().equals(kubeconfig)) {
        known = new Shared(files, kubeconfig, known.route(), known.client());
      } else {
        Route route = route(machine, kubeconfig);
        known = new Shared(files, kubeconfig, route, new Client(kubeconfig, route));
      }
      shared.put(place, known);
    }
    return known;
  }

  /** As {@link #client(String, byte[])}, without fabric8. */
  public ApiConnection connection(String fromHost, byte[] kubeconfig) {
    return route(fromHost, Kubeconfig.parse(kubeconfig));
  }

  /** As {@link #client(Machine, String)}, without fabric8. */
  public ApiConnection connection(Machine machine, String kubeconfigPath) {
    return way(machine, kubeconfigPath).route();
  }

  /** On a machine by that kubeconfig, without fabric8. */
  public ApiConnection connection(Machine machine, Kubeconfig kubeconfig) {
    return route(machine, kubeconfig);
  }

  /** An object out of {@link ApiConnection#objects}: shared, and not to be changed. */
  public <T extends HasMetadata> T object(byte[] json, Class<T> type) {
    return stored.read(json, type);
  }

  /**
   * A client of somebody who may change what he gets, as operators do: he reads it for himself. The
   * components' clients share what they read.
   */
  KubernetesClient client(String fromHost, Kubeconfig kubeconfig) {
    Route route = route(fromHost, kubeconfig);
    return fromHost.equals(Network.OUTSIDE)
        ? client(kubeconfig, new MemoryHttp(route, reply -> {}), StoredSerialization.PLAIN)
        : client(kubeconfig, route);
  }

  /**
   * A client from outside for Firedrill itself, which changes nothing that it got in a list: what
   * is in lists is read once for all such clients.
   */
  KubernetesClient ofFiredrill(Kubeconfig kubeconfig) {
    Route route = new Route(simulation, network, Network.OUTSIDE, kubeconfig, transport);
    return client(kubeconfig, new MemoryHttp(route, firedrills::answered), firedrills);
  }

  private KubernetesClient client(Kubeconfig kubeconfig, Route route) {
    return client(kubeconfig, new MemoryHttp(route, serialization::answered), serialization);
  }

  private static KubernetesClient client(
      Kubeconfig kubeconfig, MemoryHttp http, KubernetesSerialization reading) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(kubeconfig.server())
            .withCaCertData(base64(kubeconfig.authority()))
            .withClientCertData(base64(kubeconfig.certificate()))
            .withClientKeyData(base64(kubeconfig.key()))
            .withConnectionTimeout((int) Route.CONNECT.toMillis())
            .withRequestTimeout((int) Route.REQUEST.toMillis())
            .withRequestRetryBackoffLimit(0)
            .withWatchReconnectLimit(0)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(http)
        .withKubernetesSerialization(reading)
        .build();
  }

  private KubernetesClient client(Machine machine, Kubeconfig kubeconfig) {
    return client(kubeconfig, route(machine, kubeconfig));
  }

  private Route route(Machine machine, Kubeconfig kubeconfig) {
    return new Route(simulation, network, machine, kubeconfig);
  }

  private Route route(String fromHost, Kubeconfig kubeconfig) {
    return new Route(simulation, network, fromHost, kubeconfig, Transport.IN_MEMORY);
  }

  private static Kubeconfig read(Machine machine, String path) {
    byte[] kubeconfig =
        machine
            .files()
            .read(path)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "stat "
                            + path
                            + ": no such file or directory (on "
                            + machine.name()
                            + ")"));
    return Kubeconfig.parse(kubeconfig, machine.files());
  }

  private static String base64(String pem) {
    return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
  }
}
