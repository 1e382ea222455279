package dev.firedrill.backend.containers.images;

import dev.firedrill.model.Version;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The folder {@code clusters/images}: which releases are pinned, and what images are made from. */
public final class ImageSources {

  /** The programs whose versions are releases that a node image is made of. */
  private static final List<String> RELEASED = List.of("kubernetes", "k3s");

  private final Path root;

  /**
   * Reads nothing yet.
   *
   * @param root the folder {@code clusters/images}
   */
  public ImageSources(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** True where the folder has pinned programs at all. */
  boolean exist() {
    return Files.isDirectory(programs().resolve("kubernetes"));
  }

  /** The releases of Kubernetes and of k3s with a committed go.mod, oldest first. */
  public List<Version> pinnedVersions() {
    return RELEASED.stream().flatMap(program -> pinned(program).stream()).sorted().toList();
  }

  /** True where that release has a committed go.mod. */
  boolean isPinned(Version version) {
    return RELEASED.stream().anyMatch(program -> isPinned(program, version.toString()));
  }

  private List<Version> pinned(String program) {
    try (Stream<Path> folders = Files.list(programs().resolve(program))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("go.mod")))
          .map(folder -> Version.parse(folder.getFileName().toString()))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("listing the pinned releases below " + root, unreadable);
    }
  }

  /** True where that version of a program has a committed go.mod. */
  boolean isPinned(String program, String version) {
    return Files.exists(programs().resolve(program).resolve(version).resolve("go.mod"));
  }

  /** What belongs to a pinned release. */
  Release release(Version version) {
    Path file = root.resolve("releases/" + version + ".properties");
    Properties tags = properties(file);
    return new Release(
        version,
        value(tags, file, "etcd"),
        value(tags, file, "coredns"),
        value(tags, file, "pause"));
  }

  /** The version of a program that is the same on all nodes. */
  String component(String program) {
    Path file = root.resolve("releases/all.properties");
    return value(properties(file), file, program);
  }

  /** The folders whose files are put side by side to compile a pinned program. */
  List<Path> pinned(String program, String version) {
    Path folder = programs().resolve(program);
    Path pins = folder.resolve(version);
    return Files.isDirectory(pins) ? List.of(folder, pins) : List.of(folder);
  }

  /** A folder or file below the root. */
  Path path(String relative) {
    return root.resolve(relative);
  }

  private Path programs() {
    return root.resolve("programs");
  }

  private static Properties properties(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
      return properties;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("reading " + file, unreadable);
    }
  }

  private static String value(Properties properties, Path file, String key) {
    String value = properties.getProperty(key);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          file + ": expected a line " + key + "=VERSION, found none");
    }
    return value.strip();
  }
}
