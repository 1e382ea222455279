package dev.firedrill.backend.containers.images;

import dev.firedrill.model.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The image of a machine of one Kubernetes release, with the release's cluster images in its
 * containerd.
 *
 * @param version the release
 * @param machine the machine without cluster images
 * @param contents the cluster images
 * @param script runs in a container of the machine and stores them
 * @param inputs the digest of all of that
 */
record NodeImage(
    Version version, BuiltImage machine, List<BuiltImage> contents, Path script, String inputs)
    implements Image {

  NodeImage {
    contents = List.copyOf(contents);
  }

  static NodeImage of(Version version, BuiltImage machine, List<BuiltImage> contents, Path script) {
    Inputs inputs =
        new Inputs("node")
            .text("version", version.toString())
            .artifacts(List.of(machine))
            .artifacts(contents)
            .file(script);
    return new NodeImage(version, machine, contents, script, inputs.digest());
  }

  @Override
  public String tag() {
    return "firedrill/node:" + tagOf(version);
  }

  /** The release as a tag, which may have no plus sign: {@code v1.29.4-k3s1}. */
  static String tagOf(Version version) {
    return version.toString().replace('+', '-');
  }

  @Override
  public String title() {
    return "store cluster images in " + tag();
  }

  @Override
  public List<Artifact> needs() {
    return Stream.<Artifact>concat(Stream.of(machine), contents.stream()).toList();
  }
}
