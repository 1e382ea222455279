package dev.firedrill.backend.containers.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Makes images from Debian packages and Dockerfiles. */
final class Assembly {

  private static final String PATH_OF_DEBIAN =
      "ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  private final Host host;
  private final Workplace workplace;

  Assembly(Host host, Workplace workplace) {
    this.host = host;
    this.workplace = workplace;
  }

  /** Gathers the packages into an archive and imports it. */
  void make(DebianImage image, Path log) {
    Path scratch = workplace.scratch();
    try {
      Step step = new Step(image.title(), host, log);
      String archive = scratch.resolve("root.tar").toString();
      step.run(
          HostCommand.of("sh", image.script().toString(), image.packages().toString(), archive));
      step.run(
          HostCommand.of(
              "docker",
              "import",
              "--change",
              PATH_OF_DEBIAN,
              "--change",
              "LABEL " + Image.INPUTS_LABEL + "=" + image.inputs(),
              archive,
              image.tag()));
    } finally {
      Workplace.deleteTree(scratch);
    }
  }

  /** Builds the Dockerfile in a copy of its folder with the compiled programs beside it. */
  void make(BuiltImage image, Path log) {
    Path scratch = workplace.scratch();
    try {
      Workplace.copyTree(image.folder(), scratch, Integer.MAX_VALUE);
      image.parts().forEach(part -> place(part, scratch));
      new Step(image.title(), host, log).run(build(image, scratch));
    } finally {
      Workplace.deleteTree(scratch);
    }
  }

  private static HostCommand build(BuiltImage image, Path context) {
    List<String> argv = new ArrayList<>(List.of("docker", "build", "--network", "none"));
    argv.addAll(List.of("--force-rm", "--tag", image.tag()));
    argv.addAll(List.of("--label", Image.INPUTS_LABEL + "=" + image.inputs()));
    new TreeMap<>(image.arguments())
        .forEach((key, value) -> argv.addAll(List.of("--build-arg", key + "=" + value)));
    argv.add(context.toString());
    // The classic builder is the only one an engine without plugins has.
    return HostCommand.of(argv).with("DOCKER_BUILDKIT", "0");
  }

  private void place(Part part, Path context) {
    Path binary = workplace.binaries(part.program()).resolve(part.binary());
    Path target = context.resolve(part.path());
    try {
      Files.createDirectories(target.getParent());
      Files.copy(binary, target, StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException failed) {
      throw new UncheckedIOException("copying " + binary + " for " + part.path(), failed);
    }
  }
}
