package dev.firedrill.scenario;

import dev.firedrill.model.Version;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Which release of a distribution stands for a release of Kubernetes, so that one scenario serves
 * distributions that have their own releases.
 *
 * @param stands the distribution's release by the one of Kubernetes; what is not among them stands
 *     for itself
 */
public record ReleaseNames(Map<Version, Version> stands) {

  /** Every release stands for itself. */
  public static final ReleaseNames AS_WRITTEN = new ReleaseNames(Map.of());

  /** Copies the map. */
  public ReleaseNames {
    stands = Map.copyOf(stands);
  }

  /**
   * Reads a file of lines {@code v1.29.4=v1.29.4+k3s1}; where there is none, every release stands
   * for itself.
   *
   * @throws IllegalArgumentException naming what is not a version
   */
  public static ReleaseNames read(Path file) {
    if (!Files.isRegularFile(file)) {
      return AS_WRITTEN;
    }
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return new ReleaseNames(
        lines.stringPropertyNames().stream()
            .collect(
                Collectors.toMap(
                    Version::parse, release -> Version.parse(lines.getProperty(release)))));
  }

  /**
   * The release that a text names.
   *
   * @throws IllegalArgumentException where it is not a version
   */
  public Version named(String text) {
    Version written = Version.parse(text);
    return stands.getOrDefault(written, written);
  }
}
