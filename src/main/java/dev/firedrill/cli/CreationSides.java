package dev.firedrill.cli;

import dev.firedrill.backend.containers.Engine;
import dev.firedrill.backend.containers.EngineUnavailable;
import dev.firedrill.backend.containers.Privileged;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.scenario.TopologyFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a comparison of creations needs, all of it looked at before anything is started.
 *
 * @param own how Firedrill makes the cluster
 * @param other how the other program does
 * @param engine the engine of both
 * @param image the node image of both
 */
record CreationSides(ClusterMaker own, ClusterMaker other, String engine, String image) {

  private static final String KIND = "kind";

  /** One that kind's own release of that time has an image of. */
  private static final Version VERSION = Version.parse("v1.29.4");

  /**
   * The sides.
   *
   * @throws Refused with everything that is in the way
   */
  static CreationSides of(Home home, Backend backend, String program, int runs) {
    List<String> wrong = new ArrayList<>();
    if (!program.equals(KIND)) {
      wrong.add("--against: creation is compared with %s, not %s".formatted(KIND, program));
    }
    if (runs < 1) {
      wrong.add("--runs: at least 1 is needed, there are " + runs);
    }
    if (!wrong.isEmpty()) {
      throw new Refused(wrong);
    }
    Topology topology = TopologyFile.read(home.path().resolve("clusters/kind.yaml"));
    String image = topology.image(VERSION);
    Optional<Path> kind = ImagesCommand.build(home.path().resolve("clusters/images")).kind();
    List<String> missing = new ArrayList<>(backend.obstacles());
    if (missing.isEmpty()) {
      missing.addAll(backend.problems(topology, Set.of(VERSION)));
    }
    if (missing.isEmpty()) {
      privileged(image).ifPresent(missing::add);
    }
    if (kind.isEmpty()) {
      missing.add("kind is not compiled; \"./firedrill images build --kind\" does it");
    }
    if (!missing.isEmpty()) {
      throw new Refused(missing, ExitCode.INCONCLUSIVE);
    }
    OwnCluster own = new OwnCluster(backend, topology, VERSION);
    return new CreationSides(
        own,
        new KindCluster(kind.orElseThrow(), topology.imageRepository(), VERSION),
        own.engine(),
        image);
  }

  private static Optional<String> privileged(String image) {
    try {
      return Privileged.problem(Engine.connect(), image);
    } catch (EngineUnavailable e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
