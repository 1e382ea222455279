package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.KubernetesAccess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.function.Function;

/**
 * The API from outside the cluster by admin.conf, which is read from the first control plane that
 * gives it when a client is first asked for.
 */
public final class SimulatedAccess implements KubernetesAccess, AutoCloseable {

  /** Reads nothing yet. */
  public SimulatedAccess(
      Topology topology,
      Network network,
      Function<NodeName, Machine> machines,
      SimulatedClients clients) {}

  @Override
  public KubernetesClient client() {
    throw new UnsupportedOperationException("not built yet");
  }

  @Override
  public KubernetesClient clientOf(NodeName controlPlane) {
    throw new UnsupportedOperationException("not built yet");
  }

  /** Closes the clients and forgets the kubeconfig, so that it is read again. */
  public void refresh() {}

  @Override
  public void close() {
    refresh();
  }
}
