package dev.firedrill.distribution.k3s;

import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import java.util.stream.Collectors;

/**
 * What k3s is told by its {@code config.yaml}. Servers take pods of the cluster's own only, as
 * "High Availability Embedded etcd" of its documentation advises; of what it installs by itself
 * only its DNS is kept, the rest would be pulled.
 */
final class K3sConfiguration {

  private static final String NODE =
      """
      node-ip: %s
      """;

  private static final String SERVER =
      """
      tls-san: ["%s"]
      cluster-cidr: %s
      service-cidr: %s
      cluster-dns: %s
      disable: [traefik, servicelb, metrics-server, local-storage]
      disable-helm-controller: true
      node-taint: ["node-role.kubernetes.io/control-plane:NoSchedule"]
      write-kubeconfig-mode: "0600"
      """;

  private static final String OTHERS = "server:";

  private static final String JOINING =
      """
      server: https://%s
      token-file: %s
      """;

  private K3sConfiguration() {}

  /** The server that begins the cluster. */
  static String first(Topology topology, Machine machine) {
    return "cluster-init: true\n" + server(topology, machine);
  }

  /** The server that a lost cluster begins with again, by the token that it had. */
  static String rebuilt(Topology topology, Machine machine) {
    return "token-file: " + K3sFiles.JOIN_TOKEN + "\n" + first(topology, machine);
  }

  /** A server or agent that joins. */
  static String joining(Topology topology, Machine machine) {
    String join = JOINING.formatted(topology.controlPlaneEndpoint(), K3sFiles.JOIN_TOKEN);
    return machine.role() == NodeRole.CONTROL_PLANE
        ? join + server(topology, machine)
        : join + NODE.formatted(machine.address());
  }

  /** True where it names others to join. */
  static boolean joins(String configuration) {
    return configuration.lines().anyMatch(line -> line.startsWith(OTHERS));
  }

  /** The same configuration of a server that is to join nobody. */
  static String alone(String configuration) {
    return configuration
        .lines()
        .filter(line -> !line.startsWith(OTHERS))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String server(Topology topology, Machine machine) {
    String endpoint = topology.controlPlaneEndpoint();
    return NODE.formatted(machine.address())
        + SERVER.formatted(
            endpoint.substring(0, endpoint.lastIndexOf(':')),
            topology.podSubnet(),
            topology.serviceSubnet(),
            dns(topology.serviceSubnet()));
  }

  /** The tenth address of the services' network, as kubeadm has it too. */
  private static String dns(String serviceSubnet) {
    String network = serviceSubnet.substring(0, serviceSubnet.indexOf('/'));
    return network.substring(0, network.lastIndexOf('.')) + ".10";
  }
}
