package dev.firedrill.backend.simulated.program;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.network.Network;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What flannel's image runs: its plugin's installer, the wait for the service proxy, and flanneld,
 * which writes down its node's subnet and the network configuration that kubelet waits for.
 */
public final class Flannel {

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Simulation simulation;
  private final Network network;
  private final SimulatedClients clients;

  /** What the image runs in that simulation. */
  public Flannel(Simulation simulation, Network network, SimulatedClients clients) {
    this.simulation = simulation;
    this.network = network;
    this.clients = clients;
  }

  /** flanneld, also where another process runs it. */
  public Program daemon(Machine machine) {
    return new Daemon(machine);
  }

  Program start(Machine machine, ContainerSpec spec, Consumer<String> ended) {
    String command = String.join(" ", spec.command());
    if (command.contains("/opt/bin/flanneld")) {
      return new Daemon(machine);
    }
    if (command.startsWith("/bin/sh")) {
      return new Wait(machine, ended);
    }
    ended.accept("");
    return new Plain(() -> {});
  }

  /** Waits until a service proxy runs; for a minute at most. */
  private final class Wait implements Program {

    private final Recurring looking;

    Wait(Machine machine, Consumer<String> ended) {
      var deadline = simulation.now().plus(LONGEST_WAIT);
      this.looking =
          simulation.every(
              LOOK,
              "flannel " + machine.name() + ": wait for kube-proxy",
              () -> {
                if (machine.runs("kube-proxy") || !simulation.now().isBefore(deadline)) {
                  stop();
                  ended.accept("");
                }
              });
    }

    @Override
    public void stop() {
      looking.close();
    }

    @Override
    public Output exec(List<String> argv) {
      return new Plain(() -> {}).exec(argv);
    }
  }

  /** flanneld. */
  private final class Daemon implements Program {

    private final Machine machine;
    private final Recurring looking;
    private boolean ready;

    Daemon(Machine machine) {
      this.machine = machine;
      this.looking = simulation.every(LOOK, "flannel " + machine.name() + ": subnet", this::look);
    }

    @Override
    public void stop() {
      looking.close();
    }

    @Override
    public boolean ready() {
      return ready;
    }

    @Override
    public Output exec(List<String> argv) {
      return new Plain(() -> {}).exec(argv);
    }

    private void look() {
      try (Informers api =
          Informers.on(machine, machine.places().kubeletKubeconfig(), network, clients)
              .orElse(null)) {
        Optional<String> subnet =
            Optional.ofNullable(api)
                .flatMap(each -> each.get(Node.class, "", machine.name().value()))
                .map(Node::getSpec)
                .map(spec -> spec.getPodCIDR());
        if (subnet.isPresent()) {
          write(subnet.get());
          looking.close();
        }
      } catch (KubernetesClientException away) {
        // flanneld asks again.
      }
    }

    private void write(String subnet) {
      machine
          .files()
          .write(
              "/run/flannel/subnet.env",
              "FLANNEL_SUBNET=" + subnet.replace(".0/24", ".1/24") + "\nFLANNEL_IPMASQ=true\n");
      machine
          .files()
          .write(machine.places().networks() + "/10-flannel.conflist", "{\"name\": \"cbr0\"}\n");
      ready = true;
    }
  }
}
