package dev.firedrill.backend.simulated.traffic;

import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.network.Address;
import dev.firedrill.backend.simulated.network.Metrics;
import dev.firedrill.backend.simulated.network.Network;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A node's service proxy. It has its node's rules say what it saw last of the API, which it looks
 * at as often as kube-proxy by default changes rules: once a second, and less and less often where
 * it gets no answer.
 */
public final class KubeProxy implements Program, Metrics {

  private static final Duration SYNC = Duration.ofSeconds(1);
  private static final int METRICS = 10249;

  private final Simulation simulation;
  private final Machine machine;
  private final Network network;
  private final ContainerSpec container;
  private final ServiceRules rules;
  private final ServiceView view;
  private final Recurring syncing;
  private final WatchBackoff backoff;
  private List<Service> services = List.of();
  private List<EndpointSlice> slices = List.of();
  private Map<Integer, List<Address>> table = Map.of();
  private Map<String, String> versions = Map.of();
  private long endpointChanges;

  /** Starts a proxy on that machine. */
  public KubeProxy(
      Simulation simulation,
      Machine machine,
      Network network,
      ContainerSpec container,
      ServiceRules rules,
      ServiceView view) {
    this.simulation = simulation;
    this.machine = machine;
    this.network = network;
    this.container = container;
    this.rules = rules;
    this.view = view;
    this.backoff = new WatchBackoff(simulation.chance());
    network.listen(metrics(), this);
    this.syncing = simulation.every(SYNC, "kube-proxy " + machine.name() + ": sync", this::sync);
  }

  @Override
  public void stop() {
    syncing.close();
    network.close(metrics(), this);
  }

  private Address metrics() {
    return new Address(machine.address(), METRICS);
  }

  @Override
  public String text() {
    return "kubeproxy_sync_proxy_rules_endpoint_changes_total " + endpointChanges + "\n";
  }

  @Override
  public Output exec(List<String> argv) {
    if (argv.contains("--version")) {
      String image = container.image();
      return Output.printed("Kubernetes " + image.substring(image.lastIndexOf(':') + 1) + "\n");
    }
    return new Output(127, "", "not simulated: " + String.join(" ", argv));
  }

  private void sync() {
    if (!backoff.isOver(simulation.now())) {
      return;
    }
    try {
      look(view.services(), view.slices());
      rules.replace(machine.address(), table);
    } catch (KubernetesClientException noAnswer) {
      // The rules stay as they are; it looks again, later.
      backoff.failed(simulation.now());
    }
  }

  /** What is the very same list as before says the same. */
  private void look(List<Service> newServices, List<EndpointSlice> newSlices) {
    if (newServices != services || newSlices != slices) {
      table = ServiceTable.of(newServices, newSlices);
      count(newSlices);
      services = newServices;
      slices = newSlices;
    }
  }

  /** As many changes as slices that are new, another, or gone. */
  private void count(List<EndpointSlice> newSlices) {
    Map<String, String> seen = new TreeMap<>();
    for (EndpointSlice slice : newSlices) {
      ObjectMeta meta = slice.getMetadata();
      seen.put(meta.getNamespace() + "/" + meta.getName(), meta.getResourceVersion());
    }
    endpointChanges +=
        seen.entrySet().stream()
            .filter(each -> !each.getValue().equals(versions.get(each.getKey())))
            .count();
    endpointChanges += versions.keySet().stream().filter(name -> !seen.containsKey(name)).count();
    versions = seen;
  }
}
