package dev.firedrill.backend.simulated.traffic;

import dev.firedrill.backend.simulated.api.ApiListener;
import dev.firedrill.backend.simulated.api.ApiRequest;
import dev.firedrill.backend.simulated.api.Credentials;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Forwarder;
import dev.firedrill.backend.simulated.network.Listener;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.backend.simulated.network.Unreachable;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The load balancer of a topology, configured as the one in containers: API servers are asked
 * whether they are ready every 500 ms (2 failures take one out, 1 success brings it back), node
 * ports are connected to every second (3 and 2). A server that refuses a connection is passed over.
 */
public final class LoadBalancer {

  /** Where the API is. */
  public static final int API_PORT = 6443;

  /** Where the workload is. */
  public static final int WORKLOAD_PORT = 80;

  private static final int NODE_PORT = 30080;
  private static final int OK = 200;
  private static final Duration API_CHECK = Duration.ofMillis(500);
  private static final Duration NODE_CHECK = Duration.ofSeconds(1);

  private final Network network;
  private final Pods pods;
  private final String host;
  private final Servers apiServers;
  private final Servers nodes;

  private LoadBalancer(Network network, Pods pods, Topology topology) {
    this.network = network;
    this.pods = pods;
    this.host = topology.loadBalancer();
    this.apiServers = new Servers(addresses(topology, topology.controlPlanes(), API_PORT), 2, 1);
    this.nodes = new Servers(addresses(topology, topology.nodes(), NODE_PORT), 3, 2);
  }

  /** Starts the topology's load balancer; no effect where it has none. */
  public static void start(Simulation simulation, Network network, Topology topology) {
    if (topology.loadBalancer().isEmpty()) {
      return;
    }
    LoadBalancer balancer = new LoadBalancer(network, new Pods(network), topology);
    network.listen(new Address(balancer.host, API_PORT), (Forwarder) balancer::apiServer);
    network.listen(new Address(balancer.host, WORKLOAD_PORT), balancer.new Workload());
    simulation.every(
        API_CHECK,
        "load balancer checks API servers",
        () -> balancer.apiServers.check(balancer::isReady));
    simulation.every(
        NODE_CHECK,
        "load balancer checks node ports",
        () -> balancer.nodes.check(balancer::connects));
  }

  /** The workload's frontend. */
  final class Workload implements Listener {

    /** Those that may be tried, in order. */
    List<Address> inTurn() {
      return nodes.inTurn();
    }

    /** Its own host, from which nodes are connected to. */
    String host() {
      return host;
    }
  }

  private Optional<Address> apiServer() {
    for (Address server : apiServers.inTurn()) {
      if (listens(server)) {
        return Optional.of(server);
      }
    }
    return Optional.empty();
  }

  private boolean listens(Address server) {
    try {
      network.connect(host, server);
      return true;
    } catch (Unreachable e) {
      return !e.refused();
    }
  }

  private boolean isReady(Address server) {
    try {
      ApiRequest ready = new ApiRequest("GET", "/readyz", Map.of(), "", new byte[0]);
      return network.connect(host, server) instanceof ApiListener api
          && api.handle(ready, new Credentials(null, ""), host).status() == OK;
    } catch (Unreachable e) {
      return false;
    }
  }

  private boolean connects(Address node) {
    return pods.behind(host, node).reached();
  }

  private static List<Address> addresses(Topology topology, List<NodeName> names, int port) {
    return names.stream().map(name -> new Address(topology.machine(name).address(), port)).toList();
  }
}
