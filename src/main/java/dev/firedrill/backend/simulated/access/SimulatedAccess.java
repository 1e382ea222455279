package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Places;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.KubernetesAccess;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The API from outside the cluster by the administrator's kubeconfig, which is read from the first
 * control plane that gives it when a client is first asked for.
 *
 * <p>Where no control plane gives it, asking for a client throws {@link KubernetesClientException},
 * as a client does whose API does not answer.
 */
public final class SimulatedAccess implements KubernetesAccess, AutoCloseable {

  private final String path;
  private final Topology topology;
  private final Network network;
  private final Function<NodeName, Machine> machines;
  private final SimulatedClients factory;
  private final Map<String, KubernetesClient> clients = new LinkedHashMap<>();
  private @Nullable Kubeconfig credentials;

  /** Reads nothing yet. */
  public SimulatedAccess(
      Topology topology,
      Network network,
      Function<NodeName, Machine> machines,
      SimulatedClients clients) {
    this(topology, network, machines, clients, Places.OF_KUBEADM);
  }

  /** Reads nothing yet, and later where the distribution keeps it. */
  public SimulatedAccess(
      Topology topology,
      Network network,
      Function<NodeName, Machine> machines,
      SimulatedClients clients,
      Places places) {
    this.path = places.adminKubeconfig();
    this.topology = topology;
    this.network = network;
    this.machines = machines;
    this.factory = clients;
  }

  @Override
  public KubernetesClient client() {
    return clientAt("https://" + topology.controlPlaneEndpoint());
  }

  @Override
  public KubernetesClient clientOf(NodeName controlPlane) {
    return clientAt("https://" + topology.machine(controlPlane).address() + ":6443");
  }

  @Override
  public void refresh() {
    clients.values().forEach(KubernetesClient::close);
    clients.clear();
    credentials = null;
  }

  @Override
  public void close() {
    refresh();
  }

  private KubernetesClient clientAt(String url) {
    KubernetesClient known = clients.get(url);
    if (known == null) {
      Kubeconfig admin = credentials();
      known = factory.ofFiredrill(at(url, admin));
      clients.put(url, known);
    }
    return known;
  }

  private static Kubeconfig at(String url, Kubeconfig admin) {
    return new Kubeconfig(
        admin.cluster(),
        url,
        admin.authority(),
        admin.user(),
        admin.certificate(),
        admin.key(),
        admin.token());
  }

  private Kubeconfig credentials() {
    Kubeconfig known = credentials;
    if (known == null) {
      known = read();
      credentials = known;
    }
    return known;
  }

  private Kubeconfig read() {
    List<String> reasons = new ArrayList<>();
    for (NodeName node : topology.controlPlanes()) {
      if (!network.reaches(Network.OUTSIDE, topology.machine(node).address())) {
        reasons.add(node + ": cannot be reached");
        continue;
      }
      Optional<byte[]> file = machines.apply(node).files().read(path);
      if (file.isPresent()) {
        return parse(file.get());
      }
      reasons.add(node + ": no such file");
    }
    throw new KubernetesClientException(
        "cannot reach the API as administrator: no control plane gives %s: %s"
            .formatted(path, String.join("; ", reasons)));
  }

  private Kubeconfig parse(byte[] file) {
    try {
      return Kubeconfig.parse(file);
    } catch (IllegalArgumentException e) {
      throw new KubernetesClientException("kubeconfig " + path + ": " + e.getMessage(), e);
    }
  }
}
