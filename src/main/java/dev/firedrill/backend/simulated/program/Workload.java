package dev.firedrill.backend.simulated.program;

import dev.firedrill.backend.simulated.kernel.Event;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.network.Network;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the workload's image runs: its server, or a look-up in the cluster's DNS. */
final class Workload {

  private static final Duration ANSWERED = Duration.ofMillis(20);
  private static final Duration GIVEN_UP = Duration.ofSeconds(5);

  private final Simulation simulation;
  private final Network network;
  private final NameService names;

  Workload(Simulation simulation, Network network, NameService names) {
    this.simulation = simulation;
    this.network = network;
    this.names = names;
  }

  Program start(Machine machine, ContainerSpec spec, Consumer<String> ended) {
    List<String> command = spec.command();
    return command.contains("lookup")
        ? lookUp(machine, spec, command.get(command.size() - 1), ended)
        : new WorkloadServer(network, machine, spec);
  }

  private Program lookUp(Machine machine, ContainerSpec spec, String name, Consumer<String> ended) {
    Optional<String> address =
        name.equals("kubernetes.default.svc.cluster.local")
            ? names.lookUpApi(machine)
            : Optional.empty();
    String printed = address.orElse("lookup " + name + ": i/o timeout") + "\n";
    Event answer =
        simulation.after(
            address.isPresent() ? ANSWERED : GIVEN_UP,
            "workload on " + machine.name() + ": look-up",
            () -> {
              machine.files().write(spec.logFile(), printed);
              ended.accept(address.isPresent() ? "" : "exit status 1");
            });
    return new Plain(answer::cancel);
  }
}
