package dev.firedrill.backend.simulated.machine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A machine's files by absolute path; folders are there while something is in them. */
public final class Files {

  private final TreeMap<String, byte[]> contents = new TreeMap<>();
  private final TreeMap<String, Instant> modified = new TreeMap<>();
  private final Supplier<Instant> clock;
  private long changes;

  /** An empty disk on which no time passes. */
  public Files() {
    this(() -> Instant.EPOCH);
  }

  /** An empty disk; writes are remembered with the time on that clock. */
  public Files(Supplier<Instant> clock) {
    this.clock = clock;
  }

  /** What time it is on the clock that writes are remembered by. */
  public Instant now() {
    return clock.get();
  }

  /** When the file was last written; nothing where there is none. */
  public Optional<Instant> modified(String path) {
    return Optional.ofNullable(modified.get(path));
  }

  /**
   * Gives a file, or a folder with all that is in it, another name; a file replaces what has that
   * name. What is moved stays as old as it is.
   */
  public void move(String from, String to) {
    List<String> moved = new ArrayList<>(below(from));
    if (contents.containsKey(from)) {
      moved.add(from);
    }
    if (moved.isEmpty()) {
      throw new IllegalArgumentException("no file " + from);
    }
    for (String path : moved) {
      String target = to + path.substring(from.length());
      Optional.ofNullable(contents.remove(path)).ifPresent(each -> contents.put(target, each));
      Optional.ofNullable(modified.remove(path)).ifPresent(when -> modified.put(target, when));
    }
    changes++;
  }

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
    modified.put(path, clock.get());
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
    below(path).forEach(contents::remove);
    contents.remove(path);
    modified.keySet().retainAll(contents.keySet());
    changes++;
  }
}
