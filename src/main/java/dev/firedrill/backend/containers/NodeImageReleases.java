package dev.firedrill.backend.containers;

import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Topology;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.NodeShell;
import dev.firedrill.ports.ReleaseSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Takes releases out of node images: the new version's image holds its programs and container
 * images, as kindest/node does.
 */
final class NodeImageReleases implements ReleaseSource {

  private static final Duration IMPORT_LIMIT = Duration.ofMinutes(5);

  // Only archives with an image that the node lacks. Layers are unpacked here, so that no static
  // pod
  // waits for it when it is started with the new image.
  private static final String IMPORT =
      """
      set -eu
      cd "$1"
      have=$(ctr -n k8s.io images list | awk 'NR > 1 {print $1, $3}')
      lacking=$(while read -r archive image; do
        printf '%s\\n' "$have" | grep -qxF "$image" || echo "$archive"
      done <images.txt | sort -u)
      for archive in $lacking; do
        ctr -n k8s.io images import "$archive"
      done
      """;

  // The program stays where it is, in the volume that the machine has mounted: what changes, in one
  // step, is which one the name leads to.
  private static final String INSTALL =
      """
      set -eu
      [ -x "$1" ] || { echo "the release has no program $2" >&2; exit 1; }
      new="/usr/bin/.$2.new"
      ln -sf -- "$1" "$new"
      mv -T -- "$new" "/usr/bin/$2"
      """;

  private final Engine engine;
  private final Topology topology;
  private final Function<NodeName, NodeShell> shells;
  private final ReleaseVolume volume;
  private final Map<Version, String> folders = new ConcurrentHashMap<>();

  NodeImageReleases(
      Engine engine, Topology topology, Labels labels, Function<NodeName, NodeShell> shells) {
    this.engine = engine;
    this.topology = topology;
    this.shells = shells;
    this.volume = new ReleaseVolume(engine, labels);
  }

  @Override
  public boolean has(Version version) {
    return engine.hasImage(topology.image(version));
  }

  @Override
  public void loadImages(NodeName node, Version version) {
    Command load = Command.of("sh", "-c", IMPORT, "sh", folder(version)).within(IMPORT_LIMIT);
    require(
        shells.apply(node).run(load), "loading the container images of " + version + " on " + node);
  }

  @Override
  public void install(NodeName node, Component program, Version version) {
    String file = folder(version) + "/" + program;
    require(
        shells.apply(node).run(Command.of("sh", "-c", INSTALL, "sh", file, program.value())),
        "installing %s %s on %s".formatted(program, version, node));
  }

  private String folder(Version version) {
    return folders.computeIfAbsent(
        version, wanted -> volume.folder(topology.image(wanted), wanted));
  }

  private static void require(CommandResult result, String doing) {
    if (!result.succeeded()) {
      throw new IllegalStateException(
          doing + " failed with exit code " + result.exitCode() + ": " + result.tail());
    }
  }
}
