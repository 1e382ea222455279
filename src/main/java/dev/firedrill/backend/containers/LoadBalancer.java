package dev.firedrill.backend.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.HostConfig;
import dev.firedrill.model.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The load balancer of a topology: HAProxy in a container. */
final class LoadBalancer {

  /** Laid out like kindest/haproxy: the configuration is read from the folder below. */
  static final String IMAGE = "firedrill/load-balancer:1";

  /** Its container's last name. */
  static final String NAME = "load-balancer";

  private static final String FOLDER = "/usr/local/etc/haproxy";
  private static final String FILE = "haproxy.cfg";

  private final Engine engine;
  private final Topology topology;
  private final Labels labels;

  LoadBalancer(Engine engine, Topology topology, Labels labels) {
    this.engine = engine;
    this.topology = topology;
    this.labels = labels;
  }

  /** Makes and starts it. */
  void create() {
    DockerClient docker = engine.docker();
    String id =
        docker
            .createContainerCmd(IMAGE)
            .withName(ContainerMachines.container(topology.name(), NAME))
            .withHostName(NAME)
            .withIpv4Address(topology.loadBalancer())
            .withLabels(labels.of(NAME))
            .withHostConfig(
                HostConfig.newHostConfig()
                    .withNetworkMode(ContainerMachines.network(topology.name()))
                    .withDns("192.0.2.1"))
            .exec()
            .getId();
    configure(id);
    docker.startContainerCmd(id).exec();
  }

  private void configure(String id) {
    try {
      Path folder = Files.createTempDirectory("firedrill-load-balancer-");
      Path file = folder.resolve(FILE);
      try {
        Files.writeString(file, LoadBalancerConfiguration.of(topology));
        engine
            .docker()
            .copyArchiveToContainerCmd(id)
            .withHostResource(file.toString())
            .withRemotePath(FOLDER)
            .exec();
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write the load balancer's configuration for " + topology.name(), e);
    }
  }
}
