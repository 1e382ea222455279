package dev.firedrill.cli;

import dev.firedrill.model.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where drills run, and where they leave what was seen: the same for one and for the table. */
final class DrillOptions {

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description =
          "simulated (default), or a distribution: real clusters in containers; see list. certify"
              + " takes several, separated by commas, or all.")
  private @Nullable String backend;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Where random choices come from (default: by the clock; printed).")
  private @Nullable Long seed;

  @Option(
      names = "--reports",
      paramLabel = "DIR",
      description = "Where the folders of runs are made (default: reports/).")
  private @Nullable Path reports;

  /**
   * The backend that is asked for.
   *
   * @throws Refused where there is none of that name
   */
  Backend backend(Backends backends) {
    return backends.named(names());
  }

  /**
   * The backends that are asked for, at least one.
   *
   * @throws Refused naming every word that is none
   */
  List<Backend> backends(Backends backends) {
    return backends.listed(names());
  }

  /** True where the backend is not left to the default. */
  boolean namesBackend() {
    return backend != null;
  }

  private String names() {
    return backend == null ? "simulated" : backend;
  }

  /** The seed that is asked for; none where it is left to the clock. */
  Optional<Seed> seed() {
    return Optional.ofNullable(seed).map(Seed::new);
  }

  /** Where folders are made. */
  Path reports(Home home) {
    return reports == null ? home.reports() : reports;
  }
}
