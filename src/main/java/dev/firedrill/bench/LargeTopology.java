package dev.firedrill.bench;

import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import java.util.ArrayList;
import java.util.List;

/**
 * Topologies with as many workers as are asked for, in a network that has room for them,
 * 172.16.0.0/12.
 */
public final class LargeTopology {

  /** A network for pods, with a /24 for each node. */
  public static final String POD_SUBNET = "10.128.0.0/9";

  /** How many nodes that network has subnets for. */
  public static final int MOST_NODES = 1 << 15;

  private static final int HOSTS = 250;
  private static final int API_PORT = 6443;

  private LargeTopology() {}

  /**
   * A topology.
   *
   * @param controlPlanes how many; more than one are behind a load balancer
   * @param workers how many
   * @param podSubnet the pods' network in CIDR form
   * @throws IllegalArgumentException where there is no control plane, or more than {@link
   *     #MOST_NODES} nodes
   */
  public static Topology of(int controlPlanes, int workers, String podSubnet) {
    if (controlPlanes < 1 || controlPlanes + workers > MOST_NODES) {
      throw new IllegalArgumentException(
          "a large topology has 1 to %d nodes, one of them a control plane; not %d and %d workers"
              .formatted(MOST_NODES, controlPlanes, workers));
    }
    List<Machine> machines = new ArrayList<>();
    for (int i = 1; i <= controlPlanes; i++) {
      machines.add(new Machine(new NodeName("cp-" + i), NodeRole.CONTROL_PLANE, address(i)));
    }
    for (int i = 1; i <= workers; i++) {
      NodeName name = new NodeName("worker-" + i);
      machines.add(new Machine(name, NodeRole.WORKER, address(controlPlanes + i)));
    }
    String balancer = controlPlanes == 1 ? "" : address(0);
    return new Topology(
        "large",
        "firedrill/node",
        "172.16.0.0/12",
        podSubnet,
        "10.96.0.0/16",
        (balancer.isEmpty() ? address(1) : balancer) + ":" + API_PORT,
        balancer,
        machines);
  }

  private static String address(int number) {
    int network = number / HOSTS;
    return "172.%d.%d.%d".formatted(16 + network / 256, network % 256, 1 + number % HOSTS);
  }
}
