package dev.firedrill.backend.containers.images;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An image made by a Dockerfile.
 *
 * @param tag the image's name and tag
 * @param folder has the Dockerfile and what it copies
 * @param arguments build arguments
 * @param parents images that the Dockerfile names
 * @param parts compiled files that the Dockerfile copies
 * @param inputs the digest of the folder, the arguments, the parents and the programs
 */
record BuiltImage(
    String tag,
    Path folder,
    Map<String, String> arguments,
    List<Image> parents,
    List<Part> parts,
    String inputs)
    implements Image {

  BuiltImage {
    arguments = Map.copyOf(arguments);
    parents = List.copyOf(parents);
    parts = List.copyOf(parts);
  }

  static BuiltImage of(
      String tag,
      Path folder,
      Map<String, String> arguments,
      List<Image> parents,
      List<Part> parts) {
    Inputs inputs = new Inputs("image").text("tag", tag).tree(folder).artifacts(parents);
    new TreeMap<>(arguments).forEach(inputs::text);
    parts.forEach(
        part -> inputs.text(part.binary(), part.path()).artifacts(List.of(part.program())));
    return new BuiltImage(tag, folder, arguments, parents, parts, inputs.digest());
  }

  @Override
  public String title() {
    return "build " + tag;
  }

  @Override
  public List<Artifact> needs() {
    return Stream.<Artifact>concat(parents.stream(), parts.stream().map(Part::program))
        .distinct()
        .toList();
  }
}
