package dev.firedrill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an exploration keeps of its seeds, and what it holds them against. */
final class TraceOptions {

  @Option(
      names = "--traces",
      paramLabel = "FILE",
      description =
          "The verdict and trace of every seed are added to that file; a seed that it has already"
              + " is not drilled again.")
  private @Nullable Path traces;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description =
          "Holds every seed against a file of --traces, and ends with 1 where one has another"
              + " verdict or trace there.")
  private @Nullable Path against;

  /** The files that were asked for. */
  record Files(Optional<TraceFile> kept, Optional<TraceFile> others) {}

  /**
   * Reads them.
   *
   * @throws Refused with everything that is wrong with them for drills of that origin
   */
  Files files(TraceOrigin origin) {
    List<String> problems = new ArrayList<>();
    Optional<TraceFile> kept =
        file("--traces", traces, path -> TraceFile.goneOnWith(path, origin), problems);
    Optional<TraceFile> others =
        file("--against", against, path -> comparable(path, origin), problems);
    if (!problems.isEmpty()) {
      throw new Refused(problems);
    }
    return new Files(kept, others);
  }

  private static Optional<TraceFile> file(
      String option,
      @Nullable Path path,
      Function<Path, TraceFile> reading,
      List<String> problems) {
    try {
      return Optional.ofNullable(path).map(reading);
    } catch (Refused refused) {
      refused.reasons().forEach(reason -> problems.add(option + ": " + reason));
      return Optional.empty();
    }
  }

  private static TraceFile comparable(Path path, TraceOrigin origin) {
    TraceFile file = TraceFile.read(path);
    List<String> reasons = origin.unlike(file.origin());
    if (!reasons.isEmpty()) {
      throw new Refused(reasons.stream().map(reason -> path + ": " + reason).toList());
    }
    return file;
  }
}
