package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.network.Network;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * Makes clients of the API. A client checks the server's certificate against the kubeconfig's
 * authority and the virtual clock, and shows its own. Outside of an event a call lets some
 * milliseconds pass; in an event it takes no time.
 */
public final class SimulatedClients {

  /** Clients in that simulation's time and network. */
  public SimulatedClients(Simulation simulation, Network network) {}

  /**
   * A client with credentials that are inline in the kubeconfig.
   *
   * @param fromHost from where it connects: a machine's address, or {@link Network#OUTSIDE}
   */
  public KubernetesClient client(String fromHost, byte[] kubeconfig) {
    throw notBuilt();
  }

  /**
   * A client on a machine by a kubeconfig file there, which may name further files, as kubelet.conf
   * does. Read now: once a certificate is renewed, another client is needed.
   */
  public KubernetesClient client(Machine machine, String kubeconfigPath) {
    throw notBuilt();
  }

  /** As {@link #client(String, byte[])}, without fabric8. */
  public ApiConnection connection(String fromHost, byte[] kubeconfig) {
    throw notBuilt();
  }

  /** As {@link #client(Machine, String)}, without fabric8. */
  public ApiConnection connection(Machine machine, String kubeconfigPath) {
    throw notBuilt();
  }

  private static UnsupportedOperationException notBuilt() {
    return new UnsupportedOperationException("not built yet");
  }
}
