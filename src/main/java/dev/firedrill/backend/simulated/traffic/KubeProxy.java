package dev.firedrill.backend.simulated.traffic;

import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import java.time.Duration;
import java.util.List;

/**
 * A node's service proxy. It has its node's rules say what it saw last of the API, which it looks
 * at as often as kube-proxy by default changes rules: once a second.
 */
public final class KubeProxy implements Program {

  private static final Duration SYNC = Duration.ofSeconds(1);

  private final Machine machine;
  private final ContainerSpec container;
  private final ServiceRules rules;
  private final ApiReader api;
  private final Recurring syncing;

  /** Starts a proxy on that machine. */
  public KubeProxy(
      Simulation simulation,
      Machine machine,
      ContainerSpec container,
      ServiceRules rules,
      ApiReader api) {
    this.machine = machine;
    this.container = container;
    this.rules = rules;
    this.api = api;
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
    ServiceTable.read(api).ifPresent(table -> rules.replace(machine.address(), table));
  }
}
