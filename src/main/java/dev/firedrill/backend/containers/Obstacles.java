package dev.firedrill.backend.containers;

import dev.firedrill.model.Subnet;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a cluster cannot be made here: all reasons at once, each with what to do about it. */
final class Obstacles {

  private final Engine engine;
  private final Runs runs;

  Obstacles(Engine engine, Runs runs) {
    this.engine = engine;
    this.runs = runs;
  }

  /** The reasons; none where it can be made. */
  List<String> of(Topology topology, Collection<Version> versions) {
    List<String> reasons = new ArrayList<>();
    versions.stream()
        .distinct()
        .map(version -> nodeImage(topology, version))
        .flatMap(Optional::stream)
        .forEach(reasons::add);
    if (!topology.loadBalancer().isEmpty() && !engine.hasImage(LoadBalancer.IMAGE)) {
      reasons.add(missing(LoadBalancer.IMAGE, "\"./firedrill images build\" makes it"));
    }
    reasons.addAll(sameName(topology));
    reasons.addAll(subnet(topology));
    return reasons;
  }

  private Optional<String> nodeImage(Topology topology, Version version) {
    String image = topology.image(version);
    if (engine.hasImage(image)) {
      return Optional.empty();
    }
    String remedy =
        topology.imageRepository().startsWith("firedrill/")
            ? "\"./firedrill images build " + version + "\" makes it"
            : "\"docker pull " + image + "\" brings it where a registry can be reached";
    return Optional.of(missing(image, remedy));
  }

  private static String missing(String image, String remedy) {
    return "the engine has no image " + image + "; " + remedy;
  }

  private List<String> sameName(Topology topology) {
    return runs.all().stream()
        .filter(run -> run.labels().cluster().equals(topology.name()))
        .map(
            run ->
                runs.isAlive(run.labels())
                    ? "cluster %s of run %s is there, made by process %d; end that run first"
                        .formatted(topology.name(), run.labels().run(), run.labels().owner().pid())
                    : ("cluster %s is left over from run %s, which was killed;"
                            + " \"./firedrill clean\" removes it, \"run --resume\" goes on with it")
                        .formatted(topology.name(), run.labels().run()))
        .toList();
  }

  private List<String> subnet(Topology topology) {
    Subnet wanted = Subnet.parse(topology.subnet());
    String ownNetwork = "the engine's network " + ContainerMachines.network(topology.name());
    Stream<HostNetworks.InUse> others =
        new HostNetworks(engine)
            .inUse().stream()
                // That a cluster of this name is there was said already.
                .filter(used -> !used.holder().equals(ownNetwork));
    return others
        .filter(used -> used.subnet().overlaps(wanted))
        .map(
            used ->
                "subnet %s of cluster %s overlaps %s of %s; give the cluster another subnet"
                    .formatted(wanted, topology.name(), used.subnet(), used.holder()))
        .toList();
  }
}
