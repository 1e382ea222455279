package dev.firedrill.backend.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import dev.firedrill.model.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A volume of the engine that holds the programs and container images of releases, a folder for
 * each node image by that image's identity. Every machine sees it, read-only; it is filled by a
 * container of the node image itself, so that nothing passes through this process; and it outlives
 * runs.
 */
final class ReleaseVolume {

  /** The volume's name. */
  static final String NAME = "firedrill-releases";

  /** Where machines see it. */
  static final String PATH = "/opt/firedrill/releases";

  private static final Duration FILL_LIMIT = Duration.ofMinutes(5);
  private static final String SCRIPT = script();

  private final Engine engine;
  private final Labels labels;

  ReleaseVolume(Engine engine, Labels labels) {
    this.engine = engine;
    this.labels = labels;
  }

  /** Makes the volume where it is missing, so that machines can be given it. */
  static void require(Engine engine) {
    engine
        .docker()
        .createVolumeCmd()
        .withName(NAME)
        .withLabels(Map.of(Labels.CACHE, "releases"))
        .exec();
  }

  /**
   * Fills the release's folder where that was not done before. Safe side by side: the folder
   * appears whole.
   *
   * @param image the node image of that release
   * @return the folder as machines see it
   * @throws IllegalStateException where the image does not hold that release whole
   */
  String folder(String image, Version version) {
    require(engine);
    String id = engine.imageId(image).replaceFirst("^sha256:", "").substring(0, 16);
    String name = version + "-" + id;
    String container =
        ContainerMachines.container(
            labels.cluster(), "release-" + version.toString().replace('+', '-'));
    remove(container);
    try {
      fill(image, version, name, container);
    } finally {
      remove(container);
    }
    return PATH + "/" + name;
  }

  private void fill(String image, Version version, String name, String container) {
    DockerClient docker = engine.docker();
    docker
        .createContainerCmd(image)
        .withName(container)
        .withLabels(labels.of("release"))
        .withEntrypoint("sh", "-c", SCRIPT, "sh")
        .withCmd(PATH + "/" + name, version.toString(), isAlone() ? "alone" : "shared")
        .withHostConfig(
            HostConfig.newHostConfig()
                .withNetworkMode("none")
                .withMounts(List.of(MachineHost.releases(false))))
        .exec();
    docker.startContainerCmd(container).exec();
    int exitCode =
        docker
            .waitContainerCmd(container)
            .start()
            .awaitStatusCode(FILL_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (exitCode != 0) {
      throw new IllegalStateException(
          "cannot take release %s out of node image %s: %s"
              .formatted(version, image, engine.log(container).strip()));
    }
  }

  /** True where no other run has machines, which might use what an older image left here. */
  private boolean isAlone() {
    return new Inventory(engine).byRun().keySet().stream().allMatch(labels.run()::equals);
  }

  private void remove(String container) {
    try {
      engine.docker().removeContainerCmd(container).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      // Not there, or already being removed.
    }
  }

  private static String script() {
    try (InputStream script = ReleaseVolume.class.getResourceAsStream("take-release.sh")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
