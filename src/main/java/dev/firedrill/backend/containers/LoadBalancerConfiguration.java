package dev.firedrill.backend.containers;

import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import java.util.stream.Collectors;

/** HAProxy's configuration for a topology. */
final class LoadBalancerConfiguration {

  /** The NodePort behind which every node offers the workload. */
  private static final int WORKLOAD_NODE_PORT = 30080;

  // An API server is asked over TLS without verifying it: this check only finds out where to send
  // connections, and is never evidence of health. One found down has its connections cut, so that
  // clients such as kubelet go elsewhere at once. A node of the workload has not: a check that was
  // late would cut requests that are served. A server that refuses a connection is not waited for.
  // The long timeouts are for watches.
  private static final String COMMON =
      """
      global
        log stdout format raw local0 notice
        maxconn 4096

      defaults
        mode tcp
        log global
        timeout connect 1s
        timeout client 1h
        timeout server 1h
        timeout check 2s
        retries 3
        option redispatch 1
        balance roundrobin
        default-server inter 1s fall 3 rise 2

      """;

  private LoadBalancerConfiguration() {}

  /** The file's text; the same for the same topology. */
  static String of(Topology topology) {
    return COMMON
        + """
        frontend kubernetes-api
          bind *:6443
          default_backend control-planes

        backend control-planes
          option httpchk GET /readyz
          # 401: it knows no anonymous, as one of k3s.
          http-check expect rstatus ^(200|401)$
        %s
        frontend workload
          bind *:80
          default_backend nodes

        backend nodes
        %s\
        """
            .formatted(controlPlanes(topology), nodes(topology));
  }

  private static String controlPlanes(Topology topology) {
    return topology.machines().stream()
        .filter(machine -> machine.role() == NodeRole.CONTROL_PLANE)
        .map(
            machine ->
                server(
                    machine,
                    6443,
                    "check check-ssl verify none inter 500ms fall 2 rise 1 on-marked-down"
                        + " shutdown-sessions"))
        .collect(Collectors.joining());
  }

  private static String nodes(Topology topology) {
    return topology.machines().stream()
        .map(machine -> server(machine, WORKLOAD_NODE_PORT, "check"))
        .collect(Collectors.joining());
  }

  private static String server(Machine machine, int port, String options) {
    return "  server %s %s:%d %s\n".formatted(machine.name(), machine.address(), port, options);
  }
}
