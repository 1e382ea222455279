package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.informer.Writes;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The node IPAM controller: each node gets a /24 of the cluster's pod subnet, the lowest that is
 * free. Where none is left a node stays without, and is not Ready (CIDRNotAvailable).
 */
final class NodeSubnets implements Controller {

  private static final int NODE_BITS = 24;

  private final Informers api;
  private final int first;
  private final int count;

  /**
   * Of a cluster's subnet.
   *
   * @param clusterSubnet of at most 24 bits, for example {@code 10.244.0.0/16}
   */
  NodeSubnets(Informers api, String clusterSubnet) {
    this.api = api;
    String[] parts = clusterSubnet.split("[./]");
    int bits = Integer.parseInt(parts[4]);
    int number = 0;
    for (int i = 0; i < 3; i++) {
      number = number << Byte.SIZE | Integer.parseInt(parts[i]);
    }
    this.count = 1 << (NODE_BITS - bits);
    this.first = number & -count;
  }

  @Override
  public List<Class<? extends HasMetadata>> watches() {
    return List.of(Node.class);
  }

  @Override
  public void reconcile() {
    Set<String> taken = new HashSet<>();
    api.list(Node.class).forEach(node -> taken.add(String.valueOf(node.getSpec().getPodCIDR())));
    int next = 0;
    for (Node node : api.list(Node.class)) {
      if (node.getSpec().getPodCIDR() == null) {
        while (next < count && !taken.add(subnet(next))) {
          next++;
        }
        if (next == count) {
          return;
        }
        String subnet = subnet(next);
        Writes.merge(
            api, node, Map.of("spec", Map.of("podCIDR", subnet, "podCIDRs", List.of(subnet))));
      }
    }
  }

  private String subnet(int number) {
    int network = first + number;
    return "%d.%d.%d.0/24"
        .formatted(network >> Short.SIZE, network >> Byte.SIZE & 0xff, network & 0xff);
  }
}
