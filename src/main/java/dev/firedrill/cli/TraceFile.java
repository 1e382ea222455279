package dev.firedrill.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The traces of a scenario's seeds in a file: where they come from, then a line a seed in the order
 * in which drills ended. What is in it survives the process that is killed.
 */
final class TraceFile {

  private final Path path;
  private final TraceOrigin origin;
  private final SortedMap<Long, SeedTrace> traces;
  private boolean written;

  private TraceFile(Path path, TraceOrigin origin, SortedMap<Long, SeedTrace> traces) {
    this.path = path;
    this.origin = origin;
    this.traces = traces;
  }

  /**
   * Reads one. A last line that was not written to its end counts for nothing.
   *
   * @throws Refused where there is none, or not every line is one of it
   */
  static TraceFile read(Path path) {
    String text = text(path);
    String whole = text.substring(0, text.lastIndexOf('\n') + 1);
    TraceOrigin origin =
        TraceOrigin.at(whole).orElseThrow(() -> refused(path, List.of("it is no file of traces")));
    SortedMap<Long, SeedTrace> traces = new TreeMap<>();
    whole
        .substring(origin.text().length())
        .lines()
        .map(line -> SeedTrace.in(line).orElseThrow(() -> broken(path, line)))
        .forEach(
            trace -> {
              SeedTrace other = traces.put(trace.seed(), trace);
              if (other != null && !other.equals(trace)) {
                throw refused(path, List.of("seed %d went two ways".formatted(trace.seed())));
              }
            });
    return new TraceFile(path, origin, traces);
  }

  /**
   * The file to which drills of that origin add theirs. It is made, or written anew without what
   * was not written to its end, when the first is added.
   *
   * @throws Refused where what is in it has another origin, or is not to be read
   */
  static TraceFile goneOnWith(Path path, TraceOrigin origin) {
    if (!Files.exists(path)) {
      return new TraceFile(path, origin, new TreeMap<>());
    }
    TraceFile file = read(path);
    List<String> reasons = origin.elsewhere(file.origin);
    if (!reasons.isEmpty()) {
      throw refused(path, reasons);
    }
    return file;
  }

  Path path() {
    return path;
  }

  TraceOrigin origin() {
    return origin;
  }

  synchronized Optional<SeedTrace> of(long seed) {
    return Optional.ofNullable(traces.get(seed));
  }

  /** Those of the seeds in that range, by seed. */
  synchronized List<SeedTrace> in(SeedRange range) {
    return List.copyOf(traces.subMap(range.first(), range.last() + 1).values());
  }

  /** Takes the trace of a drill that has ended. */
  synchronized void add(SeedTrace trace) {
    traces.put(trace.seed(), trace);
    try {
      if (written) {
        Files.writeString(path, trace.line() + "\n", StandardOpenOption.APPEND);
      } else {
        writeAll();
        written = true;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot add seed " + trace.seed() + " to " + path, e);
    }
  }

  private void writeAll() throws IOException {
    StringBuilder text = new StringBuilder(origin.text());
    traces.values().forEach(trace -> text.append(trace.line()).append('\n'));
    Path whole = path.toAbsolutePath();
    Files.createDirectories(whole.getParent());
    Path fresh = Files.writeString(whole.resolveSibling(whole.getFileName() + ".new"), text);
    Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw refused(path, List.of("cannot be read: " + e));
    }
  }

  private static Refused broken(Path path, String line) {
    return refused(
        path,
        List.of("\"%s\" is no line of it; expected SEED VERDICT EXPECTED TRACE".formatted(line)));
  }

  private static Refused refused(Path path, List<String> reasons) {
    return new Refused(reasons.stream().map(reason -> path + ": " + reason).toList());
  }
}
