package dev.firedrill.backend.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Network.Ipam;
import dev.firedrill.model.Machine;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.NodeRole;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeUnreachable;
import dev.firedrill.ports.TimeSource;
import dev.firedrill.waiting.Await;
import dev.firedrill.waiting.Condition;
import dev.firedrill.waiting.Sight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the machines of a topology: a network of their own, and a container each. */
final class ContainerMachines {

  /** On a cluster's network: the version that its machines were made with. */
  static final String VERSION = "dev.firedrill.version";

  private static final String MASQUERADE = "com.docker.network.bridge.enable_ip_masquerade";
  private static final Duration UP_LIMIT = Duration.ofSeconds(90);

  private final Engine engine;
  private final TimeSource time;
  private final Topology topology;
  private final Labels labels;

  ContainerMachines(Engine engine, TimeSource time, Topology topology, Labels labels) {
    this.engine = engine;
    this.time = time;
    this.topology = topology;
    this.labels = labels;
  }

  /** The name of a cluster's network. */
  static String network(String cluster) {
    return "firedrill-" + cluster;
  }

  /** The name of a machine's container, which stays the same when the machine is made anew. */
  static String container(String cluster, String machine) {
    return "firedrill-" + cluster + "-" + machine;
  }

  /**
   * Makes and starts all machines, side by side, and waits until the services of each are started.
   *
   * @throws MachineNotUp where a machine ended instead
   * @throws dev.firedrill.waiting.WaitedInVain where one did not come up in 90 s
   */
  void create(Version version) {
    createNetwork(version, true);
    List<Runnable> starts = new ArrayList<>();
    if (!topology.loadBalancer().isEmpty()) {
      starts.add(() -> new LoadBalancer(engine, topology, labels).create());
    }
    for (Machine machine : topology.machines()) {
      starts.add(
          () -> {
            start(machine, version);
            awaitUp(machine.name());
          });
    }
    SideBySide.run(starts);
  }

  /**
   * Makes the cluster's network.
   *
   * @param internal nothing leads out of it, nor in by a port of this machine; where that cannot
   *     be, addresses are at least not translated on the way out, so that nothing comes back
   */
  void createNetwork(Version version, boolean internal) {
    Map<String, String> marks = new HashMap<>(labels.of("network"));
    marks.put(VERSION, version.toString());
    Ipam.Config addresses = new Ipam.Config().withSubnet(topology.subnet());
    engine
        .docker()
        .createNetworkCmd()
        .withName(network(topology.name()))
        .withDriver("bridge")
        .withInternal(internal)
        .withOptions(internal ? Map.of() : Map.of(MASQUERADE, "false"))
        .withCheckDuplicate(true)
        .withIpam(new Ipam().withConfig(addresses))
        .withLabels(marks)
        .exec();
  }

  /** Makes and starts one machine. */
  void start(Machine machine, Version version) {
    DockerClient docker = engine.docker();
    String network = network(topology.name());
    boolean ours = !topology.imageRepository().startsWith("kindest/");
    HostConfig host = ours ? MachineHost.config(network) : MachineHost.privileged(network);
    String role = machine.role() == NodeRole.CONTROL_PLANE ? "control-plane" : "worker";
    String id =
        docker
            .createContainerCmd(topology.image(version))
            .withName(container(topology.name(), machine.name().value()))
            .withHostName(machine.name().value())
            .withIpv4Address(machine.address())
            .withLabels(labels.of(role, machine.name().value()))
            .withHostConfig(host)
            .exec()
            .getId();
    docker.startContainerCmd(id).exec();
  }

  /** Waits until a machine has started its services. */
  void awaitUp(NodeName node) {
    String container = container(topology.name(), node.value());
    ContainerShell shell = new ContainerShell(engine.docker(), node, container, time);
    Command question = Command.of("systemctl", "is-active", "multi-user.target").within(UP_LIMIT);
    Condition<Boolean> up =
        new Condition<>(
            "up, all its services started",
            "machine " + node,
            () -> {
              try {
                CommandResult answer = shell.run(question);
                return Sight.when(answer.succeeded(), answer::tail);
              } catch (NodeUnreachable e) {
                requireRunning(node, container, e);
                throw e;
              }
            });
    new Await(time).until(up, UP_LIMIT);
  }

  private void requireRunning(NodeName node, String container, @Nullable Exception seen) {
    ContainerState state = engine.docker().inspectContainerCmd(container).exec().getState();
    if (!Boolean.TRUE.equals(state.getRunning())) {
      MachineNotUp failure =
          new MachineNotUp(node, String.valueOf(state.getStatus()), engine.log(container));
      failure.initCause(seen);
      throw failure;
    }
  }
}
