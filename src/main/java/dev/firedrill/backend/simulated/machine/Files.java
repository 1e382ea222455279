package dev.firedrill.backend.simulated.machine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A machine's files by absolute path; folders are there while something is in them. */
public final class Files {

  private final TreeMap<String, byte[]> contents = new TreeMap<>();
  private long changes;

  /** The file's content, where there is such a file. */
  public Optional<byte[]> read(String path) {
    return Optional.ofNullable(contents.get(path)).map(byte[]::clone);
  }

  /** The file's content as text, where there is such a file. */
  public Optional<String> text(String path) {
    return Optional.ofNullable(contents.get(path))
        .map(content -> new String(content, StandardCharsets.UTF_8));
  }

  /** Replaces the file's content. */
  public void write(String path, byte[] content) {
    contents.put(path, content.clone());
    changes++;
  }

  /** Replaces the file's content. */
  public void write(String path, String content) {
    write(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** A number that is another one after each write and each removal. */
  public long changes() {
    return changes;
  }

  /** True where there is a file, or a folder with something in it. */
  public boolean exists(String path) {
    String folder = path.endsWith("/") ? path : path + "/";
    String first = contents.ceilingKey(folder);
    return contents.containsKey(path) || (first != null && first.startsWith(folder));
  }

  /** The paths of all files below a folder, in order. */
  public List<String> below(String folder) {
    String prefix = folder.endsWith("/") ? folder : folder + "/";
    return List.copyOf(contents.subMap(prefix, prefix + Character.MAX_VALUE).keySet());
  }

  /** Removes the file, or the folder with all that is in it; no effect where there is none. */
  public void delete(String path) {
    contents.remove(path);
    below(path).forEach(contents::remove);
    changes++;
  }
}
