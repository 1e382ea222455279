package dev.firedrill.backend.simulated.traffic;

import dev.firedrill.backend.simulated.kernel.Chance;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Network;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules that service proxies have written on each node, which stay when their proxy ends: its
 * node ports go on with the endpoints that it knew last.
 */
public final class ServiceRules {

  private final Network network;
  private final Chance chance;
  private final Map<String, Map<Integer, NodePort>> nodes = new TreeMap<>();

  /** No rules on any node. */
  public ServiceRules(Network network, Chance chance) {
    this.network = network;
    this.chance = chance;
  }

  /** Replaces a node's rules: for each node port the endpoints behind it. */
  void replace(String host, Map<Integer, List<Address>> endpoints) {
    Map<Integer, NodePort> ports = nodes.computeIfAbsent(host, unused -> new TreeMap<>());
    for (int gone : List.copyOf(ports.keySet())) {
      if (!endpoints.containsKey(gone)) {
        network.close(new Address(host, gone), ports.remove(gone));
      }
    }
    new TreeMap<>(endpoints)
        .forEach(
            (port, behind) ->
                ports.computeIfAbsent(port, unused -> listen(host, port)).endpoints(behind));
  }

  private NodePort listen(String host, int port) {
    NodePort made = new NodePort(chance);
    network.listen(new Address(host, port), made);
    return made;
  }
}
