package dev.firedrill.backend.ssh;

import dev.firedrill.model.Component;
import dev.firedrill.model.NodeName;
import dev.firedrill.model.Sha256;
import dev.firedrill.model.Version;
import dev.firedrill.ports.Command;
import dev.firedrill.ports.CommandResult;
import dev.firedrill.ports.FileNotAccessible;
import dev.firedrill.ports.ReleaseSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Releases in a folder of this machine, one folder a release, named by its version: the programs
 * {@code kubeadm}, {@code kubelet} and {@code kubectl} as they are published, and {@code
 * images/*.tar}, archives of the container images that {@code kubeadm config images list} names.
 * Programs are put into {@code /usr/bin}; no package manager is told.
 */
final class SshReleases implements ReleaseSource {

  private static final Duration IMPORT_LIMIT = Duration.ofMinutes(15);
  private static final List<String> PROGRAMS = List.of("kubeadm", "kubelet", "kubectl");

  private final @Nullable Path folder;
  private final Function<NodeName, SshShell> shells;
  private final String programs;
  private final Map<Path, String> digests = new ConcurrentHashMap<>();

  SshReleases(@Nullable Path folder, Function<NodeName, SshShell> shells) {
    this(folder, shells, "/usr/bin");
  }

  /** The same for machines that have their programs elsewhere. */
  SshReleases(@Nullable Path folder, Function<NodeName, SshShell> shells, String programs) {
    this.folder = folder;
    this.shells = shells;
    this.programs = programs;
  }

  @Override
  public boolean has(Version version) {
    return missing(version).isEmpty();
  }

  /** What the release lacks here, each with where it is looked for. */
  List<String> missing(Version version) {
    if (folder == null) {
      return List.of("the inventory names no folder of releases");
    }
    Path release = folder.resolve(version.toString());
    List<String> missing = new ArrayList<>();
    PROGRAMS.stream()
        .map(release::resolve)
        .filter(program -> !Files.isRegularFile(program))
        .forEach(program -> missing.add("no program " + program));
    if (archives(release).isEmpty()) {
      missing.add("no archive of container images " + release.resolve("images") + "/*.tar");
    }
    return missing;
  }

  @Override
  public void loadImages(NodeName node, Version version) {
    SshShell shell = shells.apply(node);
    for (Path archive : archives(release(version))) {
      // Where the list cannot be had nothing is known to be there, and the import says why.
      CommandResult there =
          shell.run(Command.of("ctr", "--namespace", "k8s.io", "images", "list", "-q"));
      if (!there.stdout().lines().collect(Collectors.toSet()).containsAll(names(archive))) {
        load(shell, archive);
      }
    }
  }

  /** Streamed into containerd, so that the node's disk holds it once. */
  private static void load(SshShell shell, Path archive) {
    Command load =
        Command.of("ctr", "--namespace", "k8s.io", "images", "import", "-").within(IMPORT_LIMIT);
    try (InputStream content = Files.newInputStream(archive)) {
      CommandResult loaded = shell.run(load, content);
      if (!loaded.succeeded()) {
        throw FileNotAccessible.writing(
            shell.node(),
            "with the container images of " + archive,
            new IOException("exit code " + loaded.exitCode() + ": " + loaded.tail()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + archive + " of this machine", e);
    }
  }

  @Override
  public void install(NodeName node, Component program, Version version) {
    SshShell shell = shells.apply(node);
    Path file = release(version).resolve(program.value());
    String path = programs + "/" + program.value();
    String installed = shell.run(Command.of("sha256sum", "--", path)).stdout();
    if (!installed.startsWith(sha256(file) + " ")) {
      shell.upload(file, path, "0755");
    }
  }

  private Path release(Version version) {
    List<String> missing = missing(version);
    if (folder == null || !missing.isEmpty()) {
      throw new IllegalStateException(
          "release %s cannot be had: %s".formatted(version, String.join("; ", missing)));
    }
    return folder.resolve(version.toString());
  }

  private static List<Path> archives(Path release) {
    Path images = release.resolve("images");
    if (!Files.isDirectory(images)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(images)) {
      return found.filter(file -> file.toString().endsWith(".tar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + images, e);
    }
  }

  private static Set<String> names(Path archive) {
    try {
      return ImageArchive.names(archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private String sha256(Path program) {
    return digests.computeIfAbsent(
        program,
        file -> {
          try {
            return Sha256.hex(Files.readAllBytes(file));
          } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + " of this machine", e);
          }
        });
  }
}
