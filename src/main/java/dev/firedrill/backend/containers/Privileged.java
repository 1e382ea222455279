package dev.firedrill.backend.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.HostConfig;
import java.util.Optional;

/**
 * Whether an engine allows {@code --privileged}. Engines before Docker 23 ask the kernel for every
 * capability that they know, and fail where the machine lacks one; whether it does is tried, with a
 * container that ends at once.
 */
public final class Privileged {

  private Privileged() {}

  /**
   * Why it does not, with what to do; empty where it does.
   *
   * @param image a node image that the engine has
   */
  public static Optional<String> problem(Engine engine, String image) {
    DockerClient docker = engine.docker();
    String probe = "firedrill-privileged-" + ProcessHandle.current().pid();
    try {
      docker
          .createContainerCmd(image)
          .withName(probe)
          .withEntrypoint("true")
          .withHostConfig(HostConfig.newHostConfig().withPrivileged(true).withNetworkMode("none"))
          .exec();
      docker.startContainerCmd(probe).exec();
      return Optional.empty();
    } catch (DockerException e) {
      return Optional.of(refusal(String.valueOf(e.getMessage())));
    } finally {
      remove(docker, probe);
    }
  }

  /** What is told of an engine that says that. */
  static String refusal(String said) {
    return ("the engine allows no --privileged, which kind needs (%s); \"./firedrill engine up"
            + " --privileged\" starts one that does, once \"./firedrill engine down\" has ended the"
            + " other")
        .formatted(said.strip().replaceAll("\\s+", " "));
  }

  private static void remove(DockerClient docker, String probe) {
    try {
      docker.removeContainerCmd(probe).withForce(true).withRemoveVolumes(true).exec();
    } catch (NotFoundException | ConflictException e) {
      // It could not be made, or somebody else is removing it.
    }
  }
}
