package dev.firedrill.model;

import java.util.List;

/**
 * The machines of a cluster and the addresses they use, as written in {@code clusters/*.yaml}.
 *
 * @param name the topology's name, also the cluster's
 * @param imageRepository the node image without its tag; the tag is the Kubernetes version
 * @param subnet the machines' network in CIDR form
 * @param podSubnet the pods' network
 * @param serviceSubnet the services' network
 * @param controlPlaneEndpoint host and port by which everybody reaches the API: the load balancer,
 *     or the only control plane
 * @param loadBalancer the load balancer's address, or empty where there is none
 * @param machines control planes first, in the order in which they join
 */
public record Topology(
    String name,
    String imageRepository,
    String subnet,
    String podSubnet,
    String serviceSubnet,
    String controlPlaneEndpoint,
    String loadBalancer,
    List<Machine> machines) {

  /** Copies the list of machines. */
  public Topology {
    machines = List.copyOf(machines);
  }

  /** The control planes, the first one first. */
  public List<NodeName> controlPlanes() {
    return named(NodeRole.CONTROL_PLANE);
  }

  /** The control plane on which the cluster was, or is to be, initialised. */
  public NodeName firstControlPlane() {
    return controlPlanes().get(0);
  }

  /** Every control plane but the first. */
  public List<NodeName> otherControlPlanes() {
    List<NodeName> all = controlPlanes();
    return all.subList(1, all.size());
  }

  /** The workers. */
  public List<NodeName> workers() {
    return named(NodeRole.WORKER);
  }

  /** Every node, control planes first. */
  public List<NodeName> nodes() {
    return machines.stream().map(Machine::name).toList();
  }

  /**
   * The machine of that name.
   *
   * @throws IllegalArgumentException naming the machines there are
   */
  public Machine machine(NodeName node) {
    return machines.stream()
        .filter(machine -> machine.name().equals(node))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no machine \"" + node + "\" in topology " + name + "; it has " + nodes()));
  }

  /**
   * The node image for one Kubernetes version; a tag has no plus sign, images have a hyphen for it.
   */
  public String image(Version version) {
    return imageRepository + ":" + version.toString().replace('+', '-');
  }

  private List<NodeName> named(NodeRole role) {
    return machines.stream().filter(machine -> machine.role() == role).map(Machine::name).toList();
  }
}
