package dev.firedrill.cli;

import dev.firedrill.model.Version;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A cluster made by the command line of kind, of the same node image. kind waits until its node is
 * Ready, and ends well also where it has waited in vain, which its output alone tells.
 */
final class KindCluster implements ClusterMaker {

  private static final String CLUSTER = "firedrill-bench";

  /** kind's own would be left to whoever comes next. */
  private static final String NETWORK = "firedrill-bench-kind";

  private static final String READY = "Ready after";

  private final String program;
  private final String image;

  /**
   * Of that program.
   *
   * @param program the file of kind
   * @param repository of the node image
   */
  KindCluster(Path program, String repository, Version version) {
    this.program = program.toString();
    this.image = repository + ":" + version;
  }

  @Override
  public String name() {
    return "kind";
  }

  @Override
  public void make() {
    try (TemporaryFolder scratch = TemporaryFolder.create()) {
      String said =
          run(
              "create",
              "cluster",
              "--name",
              CLUSTER,
              "--image",
              image,
              "--wait",
              "2m",
              "--kubeconfig",
              scratch.path().resolve("kubeconfig").toString());
      requireReady(said);
    }
  }

  /**
   * Whether that is what kind says of a cluster whose node is Ready.
   *
   * @throws IllegalStateException where it is not
   */
  static void requireReady(String said) {
    if (!said.contains(READY)) {
      throw new IllegalStateException(
          "kind made a cluster and its node is not Ready; it says: " + said.strip());
    }
  }

  @Override
  public void remove() {
    try (TemporaryFolder scratch = TemporaryFolder.create()) {
      run(
          "delete",
          "cluster",
          "--name",
          CLUSTER,
          "--kubeconfig",
          scratch.path().resolve("kubeconfig").toString());
    }
  }

  /** kind keeps its network from one cluster to the next. */
  @Override
  public void close() {
    call(List.of("docker", "network", "rm", NETWORK));
  }

  private String run(String... arguments) {
    List<String> argv = new ArrayList<>(List.of(program));
    argv.addAll(List.of(arguments));
    return call(argv);
  }

  private static String call(List<String> argv) {
    try {
      ProcessBuilder builder = new ProcessBuilder(argv).redirectErrorStream(true);
      builder.environment().put("KIND_EXPERIMENTAL_DOCKER_NETWORK", NETWORK);
      Process process = builder.start();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new IllegalStateException(
            "%s ended with exit code %d: %s".formatted(String.join(" ", argv), exitCode, said));
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + argv.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while kind was at work", e);
    }
  }
}
