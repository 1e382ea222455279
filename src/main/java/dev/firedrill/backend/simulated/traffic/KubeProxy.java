package dev.firedrill.backend.simulated.traffic;

import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.network.Address;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A node's service proxy. It has its node's rules say what it saw last of the API, which it looks
 * at as often as kube-proxy by default changes rules: once a second.
 */
public final class KubeProxy implements Program {

  private static final Duration SYNC = Duration.ofSeconds(1);

  private final Machine machine;
  private final ContainerSpec container;
  private final ServiceRules rules;
  private final ServiceView view;
  private final Recurring syncing;
  private List<Service> services = List.of();
  private List<EndpointSlice> slices = List.of();
  private Map<Integer, List<Address>> table = Map.of();

  /** Starts a proxy on that machine. */
  public KubeProxy(
      Simulation simulation,
      Machine machine,
      ContainerSpec container,
      ServiceRules rules,
      ServiceView view) {
    this.machine = machine;
    this.container = container;
    this.rules = rules;
    this.view = view;
    this.syncing = simulation.every(SYNC, "kube-proxy " + machine.name() + ": sync", this::sync);
  }

  @Override
  public void stop() {
    syncing.close();
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
    try {
      look(view.services(), view.slices());
      rules.replace(machine.address(), table);
    } catch (KubernetesClientException noAnswer) {
      // The rules stay as they are; it looks again.
      return;
    }
  }

  /** What is the very same list as before says the same. */
  private void look(List<Service> newServices, List<EndpointSlice> newSlices) {
    if (newServices != services || newSlices != slices) {
      table = ServiceTable.of(newServices, newSlices);
      services = newServices;
      slices = newSlices;
    }
  }
}
