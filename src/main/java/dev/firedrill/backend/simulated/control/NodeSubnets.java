package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The node IPAM controller: each node gets a /24 of the cluster's pod subnet. */
final class NodeSubnets implements Controller {

  private final Informers api;
  private final String prefix;

  /**
   * Of a cluster's subnet.
   *
   * @param clusterSubnet a /16, for example {@code 10.244.0.0/16}
   */
  NodeSubnets(Informers api, String clusterSubnet) {
    this.api = api;
    String[] parts = clusterSubnet.split("\\.");
    this.prefix = parts[0] + "." + parts[1] + ".";
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of(Node.class);
  }

  @Override
  public void reconcile() {
    Set<String> taken = new TreeSet<>();
    api.list(Node.class).forEach(node -> taken.add(String.valueOf(node.getSpec().getPodCIDR())));
    for (Node node : api.list(Node.class)) {
      if (node.getSpec().getPodCIDR() == null) {
        int number = 0;
        while (!taken.add(prefix + number + ".0/24")) {
          number++;
        }
        String subnet = prefix + number + ".0/24";
        Writes.merge(
            api, node, Map.of("spec", Map.of("podCIDR", subnet, "podCIDRs", List.of(subnet))));
      }
    }
  }
}
