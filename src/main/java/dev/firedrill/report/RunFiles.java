package dev.firedrill.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a run folder as a page in it links them. */
final class RunFiles {

  private final Path folder;

  RunFiles(Path folder) {
    this.folder = folder;
  }

  boolean has(String file) {
    return Files.isRegularFile(folder.resolve(file));
  }

  /** Every file below a folder of the run, relative to the run folder, in order. */
  List<String> below(String name) {
    Path start = folder.resolve(name);
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(start)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the files below " + start, e);
    }
  }

  /** A relative link that works whatever the file is called. */
  static String link(String file) {
    StringBuilder link = new StringBuilder();
    for (byte b : file.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0);
      link.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return link.toString();
  }
}
