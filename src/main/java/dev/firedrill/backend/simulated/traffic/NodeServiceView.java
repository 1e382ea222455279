package dev.firedrill.backend.simulated.traffic;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.pki.Kubeconfig;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The API as a node's service proxy sees it, by its kubelet's credentials; a client that gets no
 * answer is made anew, with credentials that may have been renewed. The authority is the one that
 * was published for pods when the proxy first saw the API, and stays that one.
 */
public final class NodeServiceView implements ServiceView {

  private final Machine machine;
  private final String file;
  private final boolean mounted;
  private final Network network;
  private final SimulatedClients clients;
  private @Nullable Informers informers;
  private String authority = "";

  /** The view of a proxy in a pod on that machine. */
  public NodeServiceView(Machine machine, Network network, SimulatedClients clients) {
    this(machine, network, clients, machine.places().kubeletKubeconfig(), true);
  }

  private NodeServiceView(
      Machine machine, Network network, SimulatedClients clients, String file, boolean mounted) {
    this.machine = machine;
    this.file = file;
    this.mounted = mounted;
    this.network = network;
    this.clients = clients;
  }

  /** The view of a proxy that is no pod: all it has is in a kubeconfig of that machine. */
  public static NodeServiceView by(
      Machine machine, Network network, SimulatedClients clients, String kubeconfig) {
    return new NodeServiceView(machine, network, clients, kubeconfig, false);
  }

  @Override
  public List<Service> services() {
    return list(Service.class);
  }

  @Override
  public List<EndpointSlice> slices() {
    return list(EndpointSlice.class);
  }

  private <T extends HasMetadata> List<T> list(Class<T> type) {
    Informers view = informers == null ? connect() : informers;
    informers = view;
    try {
      return view.list(type);
    } catch (KubernetesClientException e) {
      informers = null;
      view.close();
      throw e;
    }
  }

  private Informers connect() {
    Kubeconfig kubeconfig =
        machine
            .files()
            .read(file)
            .map(file -> Kubeconfig.parse(file, machine.files()))
            .orElseThrow(() -> new KubernetesClientException("no " + file));
    if (!mounted) {
      return Informers.by(machine, kubeconfig, network, clients);
    }
    if (authority.isEmpty()) {
      authority = published(kubeconfig);
    }
    return Informers.by(machine, kubeconfig.trusting(authority).readOnce(), network, clients);
  }

  /** Its kubelet mounts it. */
  private String published(Kubeconfig kubelet) {
    try (Informers api = Informers.by(machine, kubelet, network, clients)) {
      return api.get(ConfigMap.class, "kube-system", "kube-root-ca.crt")
          .map(map -> map.getData().getOrDefault("ca.crt", ""))
          .orElseThrow(() -> new KubernetesClientException("no kube-root-ca.crt to mount"));
    }
  }
}
