package dev.firedrill.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes Allure's HTML out of its results with Allure's own command line, in a process of its own.
 * It is one file that a browser opens from disk. Allure's report of its use is switched off.
 */
public final class AllureHtml {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Path home;

  /**
   * Uses that installation.
   *
   * @param home the folder that holds Allure's {@code lib} and {@code config}
   */
  public AllureHtml(Path home) {
    this.home = home;
  }

  /** The installation that the build unpacks beside the program, {@code target/allure}. */
  public static Optional<AllureHtml> besideProgram() {
    try {
      Path program =
          Path.of(AllureHtml.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return in(program.resolveSibling("allure"));
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's own place cannot be read", e);
    }
  }

  /**
   * Generates {@code index.html}, in the place of any that is there.
   *
   * @throws AllureNotGenerated with what Allure said
   */
  public void generate(Path results, Path report) {
    Folders.delete(report);
    Path output = outputFile();
    try {
      Process process = start(results, report, output);
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AllureNotGenerated(results, "it did not end within " + LIMIT.toSeconds() + " s");
      }
      if (process.exitValue() != 0 || !Files.isRegularFile(report.resolve("index.html"))) {
        throw new AllureNotGenerated(
            results,
            "it ended with exit code %d: %s"
                .formatted(process.exitValue(), Files.readString(output).strip()));
      }
    } catch (IOException e) {
      throw new AllureNotGenerated(results, "it could not be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while Allure made its report");
    } finally {
      discard(output);
    }
  }

  private Process start(Path results, Path report, Path output) throws IOException {
    List<String> argv =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-classpath",
            home.resolve("lib") + "/*:" + home.resolve("lib/config"),
            "io.qameta.allure.CommandLine",
            "generate",
            "--clean",
            "--single-file",
            "--output",
            report.toString(),
            results.toString());
    ProcessBuilder builder =
        new ProcessBuilder(argv).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("APP_HOME", home.toString());
    builder.environment().put("ALLURE_NO_ANALYTICS", "true");
    return builder.start();
  }

  private static Optional<AllureHtml> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(folder)) {
      return versions
          .filter(version -> Files.isDirectory(version.resolve("lib")))
          .sorted()
          .reduce((older, newer) -> newer)
          .map(AllureHtml::new);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look for Allure in " + folder, e);
    }
  }

  private static Path outputFile() {
    try {
      return Files.createTempFile("firedrill-allure-", ".log");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a file for Allure's output", e);
    }
  }

  private static void discard(Path output) {
    try {
      Files.deleteIfExists(output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove Allure's output " + output, e);
    }
  }
}
