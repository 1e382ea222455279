package dev.firedrill.backend.containers;

import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.TimeSource;
import java.util.Collection;
import java.util.List;

/** Any topology, of containers with named capabilities; see {@link MachineHost}. */
final class Unprivileged implements MachineCreation {

  @Override
  public List<String> obstacles(Engine engine) {
    return List.of();
  }

  @Override
  public String scope() {
    return "";
  }

  @Override
  public List<String> unfit(Topology topology) {
    return List.of();
  }

  @Override
  public List<String> problems(Topology topology, Collection<Version> versions) {
    return List.of();
  }

  @Override
  public void create(
      Engine engine, TimeSource time, Topology topology, Labels labels, Version version) {
    new ContainerMachines(engine, time, topology, labels).create(version);
  }
}
