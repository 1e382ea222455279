package dev.firedrill.backend.containers.images;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Docker engine that the images are built in, asked through its command line. */
final class Engine {

  /** Stages of a Dockerfile that are no image of their own carry it. */
  private static final String STAGE_LABEL = "dev.firedrill.stage";

  private static final String FORMAT =
      "{{range .RepoTags}}{{.}} {{end}}\t{{.Id}}\t{{.Size}}\t{{if .Config.Labels}}{{index .Config.Labels \""
          + Image.INPUTS_LABEL
          + "\"}}{{end}}";

  private final Host host;

  Engine(Host host) {
    this.host = host;
  }

  /** What an image is in the engine. */
  record Present(String id, long sizeBytes, String inputs) {}

  /** What is wrong with the engine, or empty where it answers. */
  Optional<String> problem() {
    if (!host.has("docker")) {
      return Optional.of(
          "no docker command on the PATH; install Docker, or run clusters/engine up");
    }
    HostResult answer = host.run(HostCommand.of("docker", "version", "--format", "{{.Server}}"));
    return answer.succeeded()
        ? Optional.empty()
        : Optional.of("no Docker engine answers (" + answer.output() + "); run clusters/engine up");
  }

  /** Those of the tags that the engine has; asks once for all of them. */
  Map<String, Present> present(List<String> tags) {
    List<String> argv = new ArrayList<>(List.of("docker", "image", "inspect", "--format", FORMAT));
    argv.addAll(tags);
    Map<String, Present> present = new HashMap<>();
    // Tags that are absent make the command fail, and are told among the lines of those there are.
    for (String line : host.run(HostCommand.of(argv)).output().lines().toList()) {
      String[] fields = line.split("\t", -1);
      if (fields.length == 4) {
        Present image = new Present(fields[1], Long.parseLong(fields[2]), fields[3]);
        List.of(fields[0].strip().split(" ")).forEach(tag -> present.put(tag, image));
      }
    }
    return present;
  }

  /**
   * Removes the builder's images that lost their tag to newer ones, and the stages they were built
   * in. One that a container still runs from stays until the next build.
   */
  void removeReplaced() {
    for (String label : List.of(Image.INPUTS_LABEL, STAGE_LABEL)) {
      host.run(HostCommand.of("docker", "image", "prune", "--force", "--filter", "label=" + label));
    }
  }
}
