package dev.firedrill.features;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A drill whose process was ended by SIGKILL in the middle of its work.
 *
 * @param scenario its name
 * @param folder what it left behind
 */
record KilledDrill(String scenario, Path folder) {

  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** Runs the drill in a process of its own, and kills that once a component is at a version. */
  static KilledDrill killOnceSeen(String scenario, String version) {
    List<Path> before = folders(scenario);
    Path log = FinishedDrill.HOME.resolve("target/killed-drill.log");
    try {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "java",
                  "-cp",
                  FinishedDrill.HOME.resolve("target/classes") + ":" + libraries(),
                  "dev.firedrill.cli.Firedrill"));
      command.addAll(FinishedDrill.arguments(scenario));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      try {
        return await("a component at " + version)
            .atMost(LIMIT)
            .pollInterval(Duration.ofMillis(500))
            .until(() -> upgrading(scenario, version, before, process, log), Optional::isPresent)
            .orElseThrow();
      } finally {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  FinishedDrill resume() {
    return FinishedDrill.run(scenario, "--resume", folder.toString());
  }

  private static Optional<KilledDrill> upgrading(
      String scenario, String version, List<Path> before, Process process, Path log)
      throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the drill ended by itself: " + Files.readString(log));
    }
    return folders(scenario).stream()
        .filter(folder -> !before.contains(folder))
        .filter(folder -> Files.exists(folder.resolve("history.jsonl")))
        .filter(folder -> hasSeen(folder, version))
        .map(folder -> new KilledDrill(scenario, folder))
        .findFirst();
  }

  /** As text: the last line may be half written. */
  private static boolean hasSeen(Path folder, String version) {
    try (Stream<String> lines = Files.lines(folder.resolve("history.jsonl"))) {
      return lines.anyMatch(
          line ->
              line.contains("\"kind\":\"component-seen\"")
                  && line.contains("\"version\":\"" + version + "\""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> folders(String scenario) {
    Path below = FinishedDrill.REPORTS.resolve(scenario);
    if (!Files.isDirectory(below)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(below)) {
      return found.filter(path -> !path.toString().endsWith(".backups")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the launcher runs with as well. */
  private static String libraries() throws IOException {
    return Files.readString(FinishedDrill.HOME.resolve("target/firedrill.classpath")).strip();
  }
}
