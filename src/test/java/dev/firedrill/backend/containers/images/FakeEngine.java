package dev.firedrill.backend.containers.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Answers a build's commands as Docker and the compilers would: equal inputs give the same image,
 * every compiled program is empty.
 */
final class FakeEngine implements Function<HostCommand, HostResult> {

  private static final List<String> BINARIES =
      List.of(
          "hyperkube",
          "etcd",
          "coredns",
          "crictl",
          "flanneld",
          "install-conf",
          "flannel",
          "pause",
          "workload");

  /** Identity by tag; the identity is made of the inputs. */
  final Map<String, String> images = new TreeMap<>();

  @Override
  public synchronized HostResult apply(HostCommand command) {
    List<String> argv = command.argv();
    String verb = String.join(" ", argv.subList(0, Math.min(2, argv.size())));
    switch (verb) {
      case "sh ./build" -> BINARIES.forEach(binary -> touch(Path.of(argv.get(2), binary)));
      case "docker build" -> images.put(argv.get(argv.indexOf("--tag") + 1), inputs(argv));
      case "docker import", "docker commit" -> images.put(argv.get(argv.size() - 1), inputs(argv));
      case "docker image" -> {
        return inspected();
      }
      case "go env" -> {
        return new HostResult(0, "go1.99.1");
      }
      default -> {}
    }
    return new HostResult(0, "");
  }

  private HostResult inspected() {
    StringBuilder lines = new StringBuilder();
    images.forEach((tag, id) -> lines.append(tag + " \tsha256:" + id + "\t1\t" + id + "\n"));
    return new HostResult(0, lines.toString());
  }

  private static String inputs(List<String> argv) {
    return argv.stream()
        .filter(argument -> argument.contains(Image.INPUTS_LABEL))
        .map(argument -> argument.substring(argument.indexOf('=') + 1))
        .findFirst()
        .orElseThrow();
  }

  private static void touch(Path file) {
    try {
      Files.createFile(file);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
