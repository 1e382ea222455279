package dev.firedrill.backend.simulated.wire;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import dev.firedrill.backend.containers.Engine;
import dev.firedrill.backend.containers.EngineUnavailable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Assumptions;

/**
 * kubectl and etcdctl as they are in the node image of {@code v1.29.4}; or those that the
 * environment names. Where there is neither, a test that needs them is skipped.
 */
final class RealPrograms {

  private static final String IMAGE = "firedrill/node:v1.29.4";

  private RealPrograms() {}

  /** kubectl; {@code FIREDRILL_KUBECTL} names another. */
  static Path kubectl(Path folder) {
    return find("FIREDRILL_KUBECTL", "/usr/bin/kubectl", folder.resolve("kubectl"));
  }

  /** etcdctl; {@code FIREDRILL_ETCDCTL} names another. */
  static Path etcdctl(Path folder) {
    return find("FIREDRILL_ETCDCTL", "/usr/lib/firedrill/etcd", folder.resolve("etcdctl"));
  }

  private static Path find(String variable, String inImage, Path copy) {
    Optional<Path> named = Optional.ofNullable(System.getenv(variable)).map(Path::of);
    try {
      return named.isPresent() ? named.get() : fromImage(inImage, copy);
    } catch (EngineUnavailable | DockerException e) {
      String why =
          "%s of %s is needed, or one that %s names: %s"
              .formatted(inImage, IMAGE, variable, e.getMessage());
      if (System.getenv("FIREDRILL_REQUIRE_CONTAINERS") != null) {
        throw new AssertionError(why, e);
      }
      return Assumptions.abort(why);
    }
  }

  /** Out of a container that is made for it and never started; once for each folder. */
  private static Path fromImage(String inImage, Path copy) {
    if (Files.exists(copy)) {
      return copy;
    }
    DockerClient docker = Engine.connect().docker();
    String container = docker.createContainerCmd(IMAGE).exec().getId();
    try (InputStream tar = docker.copyArchiveFromContainerCmd(container, inImage).exec();
        TarArchiveInputStream files = new TarArchiveInputStream(tar)) {
      files.getNextEntry();
      Files.copy(files, copy, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException("copying " + inImage + " out of " + IMAGE, e);
    } finally {
      docker.removeContainerCmd(container).withForce(true).exec();
    }
  }

  /** What a program printed, and how it ended. */
  record Ended(int code, String out, String err) {}

  /** Runs it to its end, at most for a minute. */
  static Ended run(java.util.Map<String, String> environment, List<String> argv) {
    try {
      Path out = Files.createTempFile("firedrill", ".out");
      Path err = Files.createTempFile("firedrill", ".err");
      ProcessBuilder builder = new ProcessBuilder(argv);
      builder.environment().putAll(environment);
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      boolean ended = process.waitFor(1, java.util.concurrent.TimeUnit.MINUTES);
      process.destroyForcibly().waitFor();
      Ended result =
          new Ended(ended ? process.exitValue() : -1, Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException("running " + argv, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + argv, e);
    }
  }
}
