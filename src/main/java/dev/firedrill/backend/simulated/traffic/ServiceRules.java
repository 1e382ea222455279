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
            (port, behind) -> {
              NodePort rule = ports.computeIfAbsent(port, unused -> new NodePort(chance));
              rule.endpoints(behind);
              listen(new Address(host, port), rule);
            });
  }

  /** A machine that was made anew has none of the rules of the one before. */
  private void listen(Address at, NodePort rule) {
    if (!network.listens(at, rule)) {
      network.listen(at, rule);
    }
  }
}
