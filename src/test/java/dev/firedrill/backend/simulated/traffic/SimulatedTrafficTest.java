package dev.firedrill.backend.simulated.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Listener;
import dev.firedrill.backend.simulated.network.Metrics;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.ports.Traffic.Connection;
import dev.firedrill.ports.Traffic.Reply;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceList;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SimulatedTrafficTest {

  private static final String BALANCER = "172.30.2.10";
  private static final String ONE = "172.30.2.21";
  private static final String TWO = "172.30.2.22";
  private static final String SERVICES =
      """
      {"items": [{"metadata": {"name": "web", "namespace": "w"},
       "spec": {"ports": [{"name": "http", "port": 80, "targetPort": "http", "nodePort": 30080}]}},
       {"metadata": {"name": "dns", "namespace": "k"}, "spec": {"ports": [{"port": 53}]}}]}
      """;

  private final Simulation simulation = new Simulation(1);
  private final Network network = new Network();
  private final ServiceRules rules = new ServiceRules(network, simulation.chance());
  private final SimulatedTraffic traffic = new SimulatedTraffic(simulation, network);
  private final Map<String, String> endpoints = new TreeMap<>();
  private final Map<String, Listener> listening = new TreeMap<>();
  private boolean apiAway;

  @Test
  void a_node_port_refuses_connections_until_its_proxy_has_seen_an_endpoint() {
    proxy("worker-1", ONE);
    assertThat(ask(ONE, 30080).problem()).contains("refused");
    pod("10.244.1.2");
    simulation.sleep(Duration.ofSeconds(2));
    assertThat(ask(ONE, 30080).status()).isEqualTo(200);
  }

  @Test
  void ready_endpoints_go_before_ending_ones_which_serve_where_there_is_no_other() {
    pod("10.244.1.2");
    pod("10.244.2.2");
    proxy("worker-1", ONE);
    endpoints.put("10.244.1.2", "\"ready\": false, \"serving\": true");
    simulation.sleep(Duration.ofSeconds(2));
    gone("10.244.1.2");
    for (int i = 0; i < 20; i++) {
      assertThat(ask(ONE, 30080).status()).isEqualTo(200);
    }
    endpoints.put("10.244.2.2", "\"ready\": false, \"serving\": true");
    simulation.sleep(Duration.ofSeconds(2));
    listening.put("10.244.1.2", new Listener() {});
    network.listen(new Address("10.244.1.2", 8080), listening.get("10.244.1.2"));
    for (int i = 0; i < 20; i++) {
      assertThat(ask(ONE, 30080).status()).isEqualTo(200);
    }
  }

  @Test
  void where_the_proxy_does_not_run_connections_to_an_endpoint_that_is_gone_time_out() {
    pod("10.244.1.2");
    Program proxy = proxy("worker-1", ONE);
    simulation.sleep(Duration.ofSeconds(2));
    proxy.stop();
    gone("10.244.1.2");
    pod("10.244.1.3");
    simulation.sleep(Duration.ofSeconds(10));
    assertThat(ask(ONE, 30080).problem()).contains("timed out");
    proxy("worker-1", ONE);
    simulation.sleep(Duration.ofSeconds(2));
    assertThat(ask(ONE, 30080).status()).isEqualTo(200);
  }

  @Test
  void a_proxy_that_cannot_reach_the_api_keeps_its_rules() {
    pod("10.244.1.2");
    proxy("worker-1", ONE);
    simulation.sleep(Duration.ofSeconds(2));
    apiAway = true;
    endpoints.clear();
    simulation.sleep(Duration.ofSeconds(5));
    assertThat(ask(ONE, 30080).status()).isEqualTo(200);
  }

  @Test
  void a_proxy_that_could_not_reach_the_api_for_long_asks_again_late_and_counts_what_it_takes() {
    pod("10.244.1.2");
    proxy("worker-1", ONE);
    simulation.sleep(Duration.ofSeconds(2));
    long before = changes(ONE);
    apiAway = true;
    simulation.sleep(Duration.ofSeconds(42));
    apiAway = false;
    gone("10.244.1.2");
    pod("10.244.1.3");
    simulation.sleep(Duration.ofSeconds(2));
    assertThat(ask(ONE, 30080).problem()).contains("timed out");
    assertThat(changes(ONE)).isEqualTo(before);
    // Never later than the longest of its waits, 60 s after its last try.
    simulation.sleep(Duration.ofSeconds(60));
    assertThat(ask(ONE, 30080).status()).isEqualTo(200);
    assertThat(changes(ONE)).isEqualTo(before + 1);
  }

  private long changes(String host) {
    Metrics proxy = (Metrics) network.connect(host, new Address("127.0.0.1", 10249));
    return Long.parseLong(proxy.text().strip().split(" ")[1]);
  }

  @Test
  void the_load_balancer_tries_another_node_and_the_attempt_costs_its_time() {
    LoadBalancer.start(simulation, network, topology());
    pod("10.244.1.2");
    Program stale = proxy("worker-1", ONE);
    proxy("worker-2", TWO);
    simulation.sleep(Duration.ofSeconds(4));
    stale.stop();
    gone("10.244.1.2");
    pod("10.244.2.2");
    simulation.sleep(Duration.ofMillis(1500));
    List<Duration> took = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Reply reply = ask(BALANCER, 80);
      assertThat(reply.status()).isEqualTo(200);
      took.add(reply.took());
    }
    assertThat(took).anySatisfy(each -> assertThat(each).isGreaterThan(Duration.ofSeconds(1)));
    // Three checks later it is out.
    simulation.sleep(Duration.ofSeconds(5));
    for (int i = 0; i < 10; i++) {
      assertThat(ask(BALANCER, 80).took()).isLessThan(Duration.ofMillis(10));
    }
  }

  @Test
  void a_connection_is_closed_by_a_pod_that_ends_and_hangs_where_its_host_is_gone() {
    pod("10.244.1.2");
    proxy("worker-1", ONE);
    simulation.sleep(Duration.ofSeconds(2));
    Connection connection = traffic.connect(ONE, 30080);
    assertThat(connection.get("/").status()).isEqualTo(200);
    network.takeAway("10.244.1.2");
    assertThat(connection.open()).isTrue();
    assertThat(connection.get("/").took()).isGreaterThan(Duration.ofSeconds(10));
    network.bringBack("10.244.1.2");
    gone("10.244.1.2");
    assertThat(connection.open()).isFalse();
  }

  private Reply ask(String host, int port) {
    return traffic.connect(host, port).get("/");
  }

  private void pod(String address) {
    endpoints.put(address, "\"ready\": true, \"serving\": true");
    listening.put(address, new Listener() {});
    network.listen(new Address(address, 8080), listening.get(address));
  }

  private void gone(String address) {
    endpoints.remove(address);
    network.close(new Address(address, 8080), listening.get(address));
  }

  private Program proxy(String name, String address) {
    Machine machine =
        new Machine(
            new NodeName(name),
            address,
            simulation,
            (where, container, ended) -> {
              throw new IllegalStateException("not used");
            });
    ContainerSpec container =
        new ContainerSpec(
            "kube-system", "p", "u", "kube-proxy", "k8s/kube-proxy:v1", List.of(), address);
    KubeProxy proxy = new KubeProxy(simulation, machine, network, container, rules, new Planted());
    assertThat(proxy.exec(List.of("kube-proxy", "--version")))
        .isEqualTo(Output.printed("Kubernetes v1\n"));
    return proxy;
  }

  /** The API as the proxies see it. */
  private final class Planted implements ServiceView {

    @Override
    public List<Service> services() {
      if (apiAway) {
        throw new KubernetesClientException("nobody answers");
      }
      return Serialization.unmarshal(SERVICES, ServiceList.class).getItems();
    }

    @Override
    public List<EndpointSlice> slices() {
      return Serialization.unmarshal(written(), EndpointSliceList.class).getItems();
    }
  }

  private String written() {
    List<String> written = new ArrayList<>();
    endpoints.forEach(
        (address, conditions) ->
            written.add(
                "{\"addresses\": [\"%s\"], \"conditions\": {%s}}".formatted(address, conditions)));
    return """
    {"items": [{"metadata": {"namespace": "w", "name": "web-1", "resourceVersion": "%d",
     "labels": {"kubernetes.io/service-name": "web"}},
     "ports": [{"name": "http", "port": 8080}], "endpoints": [%s]}]}
    """
        .formatted(written.hashCode(), String.join(",", written));
  }

  private static Topology topology() {
    return new Topology(
        "t",
        "firedrill/node",
        "172.30.2.0/24",
        "10.244.0.0/16",
        "10.96.0.0/16",
        BALANCER + ":6443",
        BALANCER,
        List.of(
            new dev.firedrill.model.Machine(new NodeName("worker-1"), NodeRole.WORKER, ONE),
            new dev.firedrill.model.Machine(new NodeName("worker-2"), NodeRole.WORKER, TWO)));
  }
}
