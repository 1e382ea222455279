package dev.firedrill.backend.simulated.traffic;

import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Listener;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.backend.simulated.program.WorkloadServer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the pod behind a node port. */
final class Pods {

  /**
   * Where a connection to a node port led.
   *
   * @param from the node, or whoever asked where the node was not reached
   * @param pod where it was sent to
   * @param listener who listens there, or null where nobody does
   * @param refused true where the node itself refused it
   */
  record Way(String from, Address pod, @Nullable Listener listener, boolean refused) {

    boolean reached() {
      return listener != null;
    }
  }

  private final Network network;

  Pods(Network network) {
    this.network = network;
  }

  /** Connects to that node port as seen from a host. */
  Way behind(String from, Address node) {
    try {
      if (network.connect(from, node) instanceof NodePort port) {
        Optional<Address> pod = port.choose();
        return pod.map(chosen -> to(node.host(), chosen))
            .orElseGet(() -> new Way(from, node, null, true));
      }
      return new Way(from, node, null, true);
    } catch (Unreachable e) {
      return new Way(from, node, null, e.refused());
    }
  }

  /** A pod that is gone refuses nothing: nobody has its address. */
  private Way to(String node, Address pod) {
    return new Way(node, pod, listener(node, pod), false);
  }

  /** Another number once one of the other answers may be another one. */
  long changes() {
    return network.changes();
  }

  /** False once the pod has closed the connection; where it is only cut off, nobody closes it. */
  boolean still(Way way) {
    try {
      return network.connect(way.from(), way.pod()) == way.listener();
    } catch (Unreachable e) {
      return !e.refused();
    }
  }

  /** True where the pod gets a request and its answer comes back. */
  boolean answers(Way way) {
    return listener(way.from(), way.pod()) == way.listener();
  }

  private @Nullable Listener listener(String node, Address pod) {
    try {
      Listener found = network.connect(node, pod);
      boolean cutOff =
          found instanceof WorkloadServer server
              && !network.reaches(node, server.machine().address());
      return cutOff ? null : found;
    } catch (Unreachable e) {
      return null;
    }
  }
}
