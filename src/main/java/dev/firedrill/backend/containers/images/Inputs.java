package dev.firedrill.backend.containers.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an artifact is made from, as one SHA-256: two artifacts with equal inputs need not both be
 * made. Names, contents, links and the right to execute count; times and owners do not.
 */
final class Inputs {

  private final MessageDigest digest;

  Inputs(String kind) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every Java platform has SHA-256", absent);
    }
    text("kind", kind);
  }

  /** A word: a version, a flag, another artifact's digest. */
  Inputs text(String key, String value) {
    for (String part : List.of(key, value)) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(bytes);
    }
    return this;
  }

  /** Other artifacts, by their own inputs. */
  Inputs artifacts(List<? extends Artifact> artifacts) {
    artifacts.forEach(artifact -> text(artifact.title(), artifact.inputs()));
    return this;
  }

  /** The files directly in a folder. */
  Inputs files(Path folder) {
    return walk(folder, 1);
  }

  /** All files below a folder. */
  Inputs tree(Path folder) {
    return walk(folder, Integer.MAX_VALUE);
  }

  /** One file. */
  Inputs file(Path file) {
    return add(file.getFileName().toString(), file);
  }

  /** The digest, in hexadecimal; nothing can be added after it. */
  String digest() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private Inputs walk(Path folder, int depth) {
    try (Stream<Path> paths = Files.walk(folder, depth)) {
      paths
          .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .forEach(path -> add(folder.relativize(path).toString(), path));
      return this;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("reading the inputs in " + folder, unreadable);
    }
  }

  private Inputs add(String name, Path path) {
    try {
      if (Files.isSymbolicLink(path)) {
        return text("link " + name, Files.readSymbolicLink(path).toString());
      }
      text(Files.isExecutable(path) ? "program" : "file", name);
      byte[] content = Files.readAllBytes(path);
      digest.update((content.length + ":").getBytes(StandardCharsets.UTF_8));
      digest.update(content);
      return this;
    } catch (IOException unreadable) {
      throw new UncheckedIOException("reading the input " + path, unreadable);
    }
  }
}
