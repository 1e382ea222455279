package dev.firedrill.backend.ssh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An archive of container images, as {@code docker save} and {@code ctr images export} write them:
 * a tar file with Docker's {@code manifest.json}, OCI's {@code index.json}, or both.
 */
final class ImageArchive {

  private static final String DOCKER = "manifest.json";
  private static final String OCI = "index.json";

  private ImageArchive() {}

  /**
   * The full names of its images.
   *
   * @throws IOException where it is no such archive, or names none
   */
  static Set<String> names(Path file) throws IOException {
    Set<String> names = new TreeSet<>();
    try (InputStream stream = new BufferedInputStream(Files.newInputStream(file));
        TarArchiveInputStream tar = new TarArchiveInputStream(stream)) {
      for (TarArchiveEntry each = tar.getNextTarEntry();
          each != null;
          each = tar.getNextTarEntry()) {
        if (each.getName().equals(DOCKER)) {
          for (JsonNode image : json(tar)) {
            image.path("RepoTags").forEach(tag -> names.add(tag.asText()));
          }
        } else if (each.getName().equals(OCI)) {
          for (JsonNode image : json(tar).path("manifests")) {
            String name = image.path("annotations").path("io.containerd.image.name").asText();
            if (!name.isEmpty()) {
              names.add(name);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new IOException(file + " is no archive of container images: " + e.getMessage(), e);
    }
    if (names.isEmpty()) {
      throw new IOException(
          file
              + " names no container image in a "
              + DOCKER
              + " or "
              + OCI
              + ": is it one archive?");
    }
    return names;
  }

  private static JsonNode json(InputStream entry) throws IOException {
    return JsonMapper.builder().build().readTree(entry.readAllBytes());
  }
}
