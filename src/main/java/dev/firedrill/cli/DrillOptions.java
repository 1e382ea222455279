package dev.firedrill.cli;

import dev.firedrill.model.Seed;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where drills run, and where they leave what was seen: the same for one and for the table. */
final class DrillOptions {

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description =
          "simulated (default), or a distribution: real clusters in containers; see list.")
  private String backend = "simulated";

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
    return backends.named(backend);
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
