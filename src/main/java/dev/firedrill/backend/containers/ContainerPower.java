package dev.firedrill.backend.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ContainerNetwork;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.Killable;
import dev.firedrill.ports.Partitionable;
import dev.firedrill.ports.Pausable;
import dev.firedrill.ports.Replaceable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What can be done to machines that are containers. A container keeps its address when it is
 * started again, and is given it again where it is made anew or comes back to the network: an etcd
 * member with another address is no longer one (kind#2045).
 */
final class ContainerPower implements Killable, Pausable, Partitionable, Replaceable {

  private static final Duration ROUTE_LIMIT = Duration.ofSeconds(10);

  private final DockerClient docker;
  private final Topology topology;
  private final ContainerMachines machines;
  private final ContainerCluster cluster;

  ContainerPower(
      Engine engine, Topology topology, ContainerMachines machines, ContainerCluster cluster) {
    this.docker = engine.docker();
    this.topology = topology;
    this.machines = machines;
    this.cluster = cluster;
  }

  @Override
  public void kill(NodeName node) {
    if (isRunning(node)) {
      docker.killContainerCmd(container(node)).exec();
    }
  }

  @Override
  public void start(NodeName node) {
    try {
      docker.startContainerCmd(container(node)).exec();
    } catch (NotModifiedException running) {
      // It runs already.
    }
    machines.awaitUp(node);
  }

  @Override
  public boolean isRunning(NodeName node) {
    return inspect(node)
        .map(found -> Boolean.TRUE.equals(found.getState().getRunning()))
        .orElse(false);
  }

  @Override
  public void pause(NodeName node) {
    if (!isPaused(node)) {
      docker.pauseContainerCmd(container(node)).exec();
    }
  }

  @Override
  public void resume(NodeName node) {
    if (isPaused(node)) {
      docker.unpauseContainerCmd(container(node)).exec();
    }
  }

  @Override
  public boolean isPaused(NodeName node) {
    return inspect(node)
        .map(found -> Boolean.TRUE.equals(found.getState().getPaused()))
        .orElse(false);
  }

  @Override
  public void cutOff(NodeName node) {
    if (!isCutOff(node)) {
      docker
          .disconnectFromNetworkCmd()
          .withNetworkId(network())
          .withContainerId(container(node))
          .withForce(true)
          .exec();
    }
  }

  @Override
  public void reconnect(NodeName node) {
    if (isCutOff(node)) {
      docker
          .connectToNetworkCmd()
          .withNetworkId(network())
          .withContainerId(container(node))
          .withContainerNetwork(
              new ContainerNetwork()
                  .withIpamConfig(
                      new ContainerNetwork.Ipam()
                          .withIpv4Address(topology.machine(node).address())))
          .exec();
      // Routes go with the interface.
      cluster.shell(node).run(Command.of("/usr/local/bin/default-route").within(ROUTE_LIMIT));
    }
  }

  @Override
  public boolean isCutOff(NodeName node) {
    return inspect(node).map(found -> !networks(found).containsKey(network())).orElse(false);
  }

  @Override
  public void destroy(NodeName node) {
    try {
      docker.removeContainerCmd(container(node)).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException gone) {
      // Gone already.
    }
  }

  @Override
  public void create(NodeName node) {
    if (!exists(node)) {
      machines.start(topology.machine(node), version());
    }
    machines.awaitUp(node);
  }

  @Override
  public boolean exists(NodeName node) {
    return inspect(node).isPresent();
  }

  /** The one that the cluster was made with. */
  private Version version() {
    return Version.parse(
        String.valueOf(
            docker
                .inspectNetworkCmd()
                .withNetworkId(network())
                .exec()
                .getLabels()
                .get(ContainerMachines.VERSION)));
  }

  private Optional<InspectContainerResponse> inspect(NodeName node) {
    try {
      return Optional.of(docker.inspectContainerCmd(container(node)).exec());
    } catch (NotFoundException gone) {
      return Optional.empty();
    }
  }

  private static Map<String, ContainerNetwork> networks(InspectContainerResponse found) {
    return Optional.ofNullable(found.getNetworkSettings().getNetworks()).orElse(Map.of());
  }

  private String container(NodeName node) {
    return ContainerMachines.container(topology.name(), node.value());
  }

  private String network() {
    return ContainerMachines.network(topology.name());
  }
}
