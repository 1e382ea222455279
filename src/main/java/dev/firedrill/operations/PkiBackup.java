package dev.firedrill.operations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which files of a cluster's identity were copied away, written beside the copies when all of them
 * were: what they are compared with before anything is done with them.
 *
 * @param sha256 the digest of each file's copy, by its path on a control plane
 * @param takenAt when they were copied
 */
record PkiBackup(Map<String, String> sha256, Instant takenAt) {

  private static final String MANIFEST = "pki.json";
  private static final String FOLDER = "pki";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the map, its order made the paths'. */
  PkiBackup {
    sha256 = new TreeMap<>(sha256);
  }

  /** The name of the copy, below the backups, of a file of that path. */
  static String file(String path) {
    return FOLDER + path;
  }

  void write(OperationContext context) {
    try {
      Map<String, Object> manifest = new LinkedHashMap<>();
      manifest.put("takenAt", takenAt.toString());
      manifest.put("sha256", sha256);
      BackupCopy.of(context, MANIFEST, JSON.writeValueAsBytes(manifest));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the manifest of a PKI backup as JSON", e);
    }
  }

  /** The newest one; nothing where there is none. */
  static Optional<PkiBackup> latest(OperationContext context) {
    Path file = context.backups().resolve(MANIFEST);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      JsonNode manifest = JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
      Map<String, String> digests = new TreeMap<>();
      manifest
          .path("sha256")
          .properties()
          .forEach(each -> digests.put(each.getKey(), each.getValue().asText()));
      return Optional.of(new PkiBackup(digests, Instant.parse(manifest.path("takenAt").asText())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the manifest of the PKI backup " + file, e);
    }
  }

  /** The copy of that file, where there is one that is what was copied. */
  Optional<byte[]> content(OperationContext context, String path) {
    Path copy = context.backups().resolve(file(path));
    if (!Files.isRegularFile(copy)) {
      return Optional.empty();
    }
    try {
      byte[] content = Files.readAllBytes(copy);
      return Optional.of(content).filter(read -> BackupCopy.sha256(read).equals(sha256.get(path)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the backup " + copy, e);
    }
  }
}
