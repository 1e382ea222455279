package dev.firedrill.backend.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Everything in an engine that carries our labels, and its removal. */
final class Inventory {

  private final DockerClient docker;

  Inventory(Engine engine) {
    this.docker = engine.docker();
  }

  /** What carries the labels of one run. */
  record Holdings(Labels labels, List<Container> containers, List<Network> networks) {}

  /** All there is, by run. */
  Map<String, Holdings> byRun() {
    Map<String, Holdings> runs = new LinkedHashMap<>();
    for (Container container :
        docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(Labels.RUN)).exec()) {
      holdings(runs, container.getLabels())
          .ifPresent(holdings -> holdings.containers().add(container));
    }
    for (Network network :
        docker.listNetworksCmd().withFilter("label", List.of(Labels.RUN)).exec()) {
      holdings(runs, network.getLabels()).ifPresent(holdings -> holdings.networks().add(network));
    }
    return runs;
  }

  /** What carries the labels of that run, where there is anything. */
  Optional<Holdings> of(String run) {
    return Optional.ofNullable(byRun().get(run));
  }

  /**
   * Removes containers with the volumes that belong to them alone, then networks.
   *
   * @throws IllegalStateException naming what is still there afterwards
   */
  Removed remove(Holdings holdings) {
    Set<String> volumes = anonymousVolumes(holdings.containers());
    SideBySide.run(
        holdings.containers().stream()
            .<Runnable>map(container -> () -> remove(container.getId()))
            .toList());
    holdings.networks().forEach(network -> removeNetwork(network.getId()));
    requireGone(holdings.labels().run(), volumes);
    return new Removed(holdings.containers().size(), holdings.networks().size(), volumes.size());
  }

  private void remove(String id) {
    try {
      docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      // Gone already, or somebody else is removing it; what matters is verified at the end.
    }
  }

  private void removeNetwork(String id) {
    try {
      docker.removeNetworkCmd(id).exec();
    } catch (NotFoundException e) {
      // Gone already.
    }
  }

  private void requireGone(String run, Set<String> volumes) {
    List<String> remaining = new ArrayList<>();
    of(run)
        .ifPresent(
            holdings -> {
              holdings.containers().forEach(container -> remaining.add(name(container)));
              holdings.networks().forEach(network -> remaining.add("network " + network.getName()));
            });
    volumes.stream().filter(this::hasVolume).forEach(name -> remaining.add("volume " + name));
    if (!remaining.isEmpty()) {
      throw new IllegalStateException(
          "run " + run + " was removed from the engine, which still has " + remaining);
    }
  }

  private boolean hasVolume(String name) {
    try {
      docker.inspectVolumeCmd(name).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  private static Set<String> anonymousVolumes(List<Container> containers) {
    Predicate<String> shared = ReleaseVolume.NAME::equals;
    return containers.stream()
        .flatMap(container -> container.getMounts().stream())
        .map(mount -> Optional.ofNullable(mount.getName()).orElse(""))
        .filter(shared.negate().and(name -> !name.isEmpty()))
        .collect(Collectors.toSet());
  }

  private static String name(Container container) {
    return "container " + String.join(",", container.getNames());
  }

  private static Optional<Holdings> holdings(
      Map<String, Holdings> runs, Map<String, String> labels) {
    return Labels.read(labels)
        .map(
            read ->
                runs.computeIfAbsent(
                    read.run(), run -> new Holdings(read, new ArrayList<>(), new ArrayList<>())));
  }
}
