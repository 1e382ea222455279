package dev.firedrill.backend.simulated.k3s;

import dev.firedrill.backend.simulated.access.SimulatedClients;
import dev.firedrill.backend.simulated.kernel.Simulation;
import dev.firedrill.backend.simulated.kubelet.Kubelet;
import dev.firedrill.backend.simulated.machine.Machine;
import dev.firedrill.backend.simulated.machine.Places;
import dev.firedrill.backend.simulated.machine.SimulatedReleases.Catalogue;
import dev.firedrill.backend.simulated.network.Network;
import dev.firedrill.model.Component;
import dev.firedrill.model.Version;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** k3s on machines, as its installer leaves it: a program, two units, neither of them enabled. */
public final class Installation {

  /** The program, as its installer puts it. */
  public static final String PROGRAM = Paths.PROGRAM;

  /** Where k3s keeps what others read. */
  public static final Places PLACES = Paths.PLACES;

  private static final Component K3S = new Component("k3s");

  /** One file is all of these. */
  private static final List<Component> PROGRAMS =
      List.of(K3S, Component.KUBELET, Component.KUBECTL);

  /** The releases, each with its etcd; nobody has looked at the last one's. */
  private static final Map<Version, String> ETCD =
      Map.of(
          Version.parse("v1.29.4+k3s1"), "3.5.9",
          Version.parse("v1.30.3+k3s1"), "3.5.13",
          Version.parse("v1.31.14+k3s1"), "3.5.13");

  private static final List<String> IMAGES =
      List.of("rancher/mirrored-coredns-coredns:1.10.1", "rancher/mirrored-pause:3.6");
  private static final String WORKLOAD = "firedrill.dev/workload:1";
  private static final byte[] EXECUTABLE = new byte[0];

  private final World world;

  /** On the machines of one simulation. */
  public Installation(Simulation simulation, Network network, SimulatedClients clients) {
    this.world = new World(simulation, network, clients);
  }

  /** The releases there are. */
  public static Catalogue releases() {
    Map<Version, List<String>> images = new TreeMap<>();
    ETCD.keySet().forEach(release -> images.put(release, IMAGES));
    return new Catalogue(images, Map.of(K3S, PROGRAMS));
  }

  /** The etcd inside the program that is on the machine. */
  static String etcd(Machine machine) {
    return ETCD.getOrDefault(machine.programs().get(K3S), "");
  }

  /** Makes the machine as one of that release's node image is when it is new. */
  public void install(Machine machine, Version version) {
    PROGRAMS.forEach(program -> machine.programs().put(program, version));
    machine.containers().images().addAll(IMAGES);
    machine.containers().images().add(WORKLOAD);
    for (String program : List.of("k3s", "etcdctl", "etcdutl")) {
      machine.files().write("/usr/local/bin/" + program, EXECUTABLE);
    }
    Simulation simulation = world.simulation();
    Kubelet kubelet = new Kubelet(machine, simulation, world.network(), world.clients(), true);
    Node node = new Node(world, machine, kubelet);
    machine
        .units()
        .provide(
            K3s.SERVER_UNIT,
            new Process(
                machine,
                simulation,
                K3s.SERVER_UNIT,
                ended -> new Server(world, machine, node, ended)),
            K3S);
    machine
        .units()
        .provide(
            K3s.AGENT_UNIT,
            new Process(
                machine, simulation, K3s.AGENT_UNIT, ended -> new Agent(world, machine, node)),
            K3S);
  }
}
