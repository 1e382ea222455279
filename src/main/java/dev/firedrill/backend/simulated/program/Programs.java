package dev.firedrill.backend.simulated.program;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.control.ControlPrograms;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.machine.ContainerSpec;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Program;
import dev.firedrill.backend.simulated.machine.ProgramStarter;
import dev.firedrill.backend.simulated.network.Network;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What containers run, by the name of their image: the last part of its repository, for example
 * {@code kube-proxy} of {@code registry.k8s.io/kube-proxy:v1.29.4}. Every program answers {@code
 * NAME --version} as Kubernetes' own do, unless it answers that itself.
 */
public final class Programs implements ProgramStarter {

  private final Map<String, ProgramStarter> byImage = new TreeMap<>();

  /** None; all of them have to be registered. */
  public Programs() {}

  /** All that clusters run in containers, but for kube-proxy, which is to be registered. */
  public static Programs of(Simulation simulation, Network network, SimulatedClients clients) {
    Programs programs = new Programs();
    ControlPrograms control = new ControlPrograms(simulation, network, clients);
    NameService names = new NameService(network);
    programs.register(
        "kube-apiserver",
        (machine, spec, ended) ->
            ApiServerProgram.start(simulation, network, machine, spec, ended));
    programs.register(
        "etcd",
        (machine, spec, ended) -> EtcdProgram.start(simulation, network, machine, spec, ended));
    programs.register("kube-controller-manager", control::controllerManager);
    programs.register("kube-scheduler", control::scheduler);
    programs.register("coredns", (machine, spec, ended) -> new CoreDns(names, machine));
    programs.register(
        "mirrored-coredns-coredns", (machine, spec, ended) -> new CoreDns(names, machine));
    programs.register("flannel", new Flannel(simulation, network, clients)::start);
    programs.register("workload", new Workload(simulation, network, names)::start);
    return programs;
  }

  /** Images of that name run that from now on, whatever they ran before. */
  public void register(String imageName, ProgramStarter starter) {
    byImage.put(imageName, starter);
  }

  @Override
  public Program start(Machine machine, ContainerSpec container, Consumer<String> ended) {
    String name = name(container.image());
    ProgramStarter starter = byImage.get(name);
    if (starter == null) {
      throw new IllegalArgumentException("not simulated: image " + container.image());
    }
    Program program = starter.start(machine, container, ended);
    return new Versioned(program, name, tag(container.image()));
  }

  /** The image's name without its registry, folder and tag. */
  public static String name(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    int end = last.indexOf(':');
    return end < 0 ? last : last.substring(0, end);
  }

  /** The image's tag, or empty. */
  public static String tag(String image) {
    int colon = image.lastIndexOf(':');
    return colon > image.lastIndexOf('/') ? image.substring(colon + 1) : "";
  }
}
