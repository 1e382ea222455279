package dev.firedrill.backend.simulated.control;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.informer.Informers;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Output;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.network.Network;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Starts controller managers and schedulers. */
public final class ControlPrograms {

  private static final String SCHEDULER = "kube-scheduler";
  private static final String POD_SUBNET = "10.244.0.0/16";
  private static final List<Duration> STARTS =
      List.of(Duration.ofMillis(500), Duration.ofSeconds(10));

  private final Simulation simulation;
  private final Network network;
  private final SimulatedClients clients;

  /** Programs in that simulation. */
  public ControlPrograms(Simulation simulation, Network network, SimulatedClients clients) {
    this.simulation = simulation;
    this.network = network;
    this.clients = clients;
  }

  /**
   * Starts a kube-controller-manager. Once it leads, its controllers start: some at once, those
   * that wait for the node IPAM controller 10 s later.
   */
  public Program controllerManager(Machine machine, ContainerSpec spec, Consumer<String> ended) {
    String authority = machine.files().text(machine.places().apiAuthority() + ".crt").orElse("");
    return start(
        machine,
        "kube-controller-manager",
        machine.places().controllerManagerKubeconfig(),
        api ->
            controllers(machine, api, subnet(spec), authority).stream()
                .map(each -> late(api, each))
                .toList(),
        ended);
  }

  /** Starts a kube-scheduler. */
  public Program scheduler(Machine machine, ContainerSpec spec, Consumer<String> ended) {
    return start(
        machine,
        SCHEDULER,
        machine.places().schedulerKubeconfig(),
        api ->
            List.of(
                new ControlLoop(
                    simulation, api, new Scheduling(api, simulation), simulation.now())),
        ended);
  }

  private Program start(
      Machine machine,
      String name,
      String kubeconfig,
      Function<Informers, List<ControlLoop>> work,
      Consumer<String> ended) {
    Optional<Informers> api = Informers.on(machine, kubeconfig, network, clients);
    if (api.isEmpty()) {
      ended.accept("stat " + kubeconfig + ": no such file or directory");
      return new Ended();
    }
    return new ElectedProgram(
        simulation,
        api.get(),
        name,
        machine,
        name.equals(SCHEDULER),
        () -> work.apply(api.get()),
        ended);
  }

  private List<Controller> controllers(
      Machine machine, Informers api, String podSubnet, String authority) {
    return List.of(
        new NodeSubnets(api, podSubnet),
        new NodeHealth(api, simulation),
        new NodeTaints(api, simulation),
        new Namespaces(api),
        new RootCertificates(api, authority),
        new TokenSigning(api, machine.clock()),
        new CertificateSigning(api, machine),
        new Deployments(api, simulation),
        new Replicas(api),
        new Daemons(api, simulation),
        new Endpoints(api),
        new DisruptionBudgets(api, machine.clock()),
        new Garbage(api, simulation));
  }

  private ControlLoop late(Informers api, Controller controller) {
    Duration start = simulation.chance().about(simulation.chance().of(STARTS));
    return new ControlLoop(simulation, api, controller, simulation.now().plus(start));
  }

  private static String subnet(ContainerSpec spec) {
    String flag = "--cluster-cidr=";
    return spec.command().stream()
        .filter(each -> each.startsWith(flag))
        .map(each -> each.substring(flag.length()))
        .findFirst()
        .orElse(POD_SUBNET);
  }

  /** One that has ended before it began. */
  private record Ended() implements Program {

    @Override
    public void stop() {}

    @Override
    public Output exec(List<String> argv) {
      return Output.failed("container not running");
    }
  }
}
