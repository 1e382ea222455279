package dev.firedrill.backend.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.dockerclient.TransportConfig;

/**
 * A Docker engine, found as Testcontainers finds it: {@code DOCKER_HOST}, its properties file, or
 * the usual socket. Only the way to the engine is taken from Testcontainers. Its own client would
 * also start the Ryuk container, and needs environment variables not to; what Firedrill makes is
 * found and removed by labels instead.
 *
 * @param docker the client, shared by all threads
 */
public record Engine(DockerClient docker) {

  private static final String[] NONE = {};
  private static final int LOG_LINES = 20;
  private static final Duration LOG_LIMIT = Duration.ofSeconds(5);

  /**
   * The engine of this machine.
   *
   * @throws EngineUnavailable where none answers
   */
  public static Engine connect() {
    try {
      TransportConfig transport = DockerClientFactory.instance().getTransportConfig();
      DockerClient docker = DockerClientProviderStrategy.getClientForConfig(transport);
      docker.pingCmd().exec();
      return new Engine(docker);
    } catch (IllegalStateException e) {
      // Testcontainers says only that it found none; what it tried is in its log.
      throw new EngineUnavailable("neither at DOCKER_HOST nor at the usual sockets", e);
    } catch (DockerException e) {
      throw new EngineUnavailable(String.valueOf(e.getMessage()).strip(), e);
    }
  }

  /** True where the engine has the image. */
  public boolean hasImage(String image) {
    try {
      docker.inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** Some image of that repository, where the engine has one. */
  Optional<String> anyImageOf(String repository) {
    return docker.listImagesCmd().withReferenceFilter(repository).exec().stream()
        .flatMap(image -> Arrays.stream(Optional.ofNullable(image.getRepoTags()).orElse(NONE)))
        .findFirst();
  }

  /**
   * The content-addressed identity of an image, the same only for the same content.
   *
   * @throws IllegalStateException where the engine does not have it
   */
  public String imageId(String image) {
    try {
      return String.valueOf(docker.inspectImageCmd(image).exec().getId());
    } catch (NotFoundException e) {
      throw new IllegalStateException("the engine has no image " + image, e);
    }
  }

  /** The end of what a container has printed. */
  String log(String container) {
    StringBuffer text = new StringBuffer();
    ResultCallback.Adapter<Frame> lines =
        new ResultCallback.Adapter<>() {
          @Override
          public void onNext(Frame frame) {
            text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
          }
        };
    try (lines) {
      docker
          .logContainerCmd(container)
          .withStdOut(true)
          .withStdErr(true)
          .withTail(LOG_LINES)
          .exec(lines)
          .awaitCompletion(LOG_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return text.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while reading the log of " + container);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the log of " + container, e);
    }
  }
}
