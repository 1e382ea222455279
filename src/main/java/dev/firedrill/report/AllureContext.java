package dev.firedrill.report;

import dev.firedrill.verdict.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What Allure shows around the tests: {@code environment.properties}, {@code executor.json} and
 * {@code categories.json}, as its documentation names them.
 */
final class AllureContext {

  private record Executor(String name, String type, String buildName, String reportName) {}

  private record Category(String name, List<String> matchedStatuses, String messageRegex) {}

  private static final List<String> BROKEN = List.of("broken");

  private final ObservedRun run;
  private final Verdict verdict;

  AllureContext(ObservedRun run, Verdict verdict) {
    this.run = run;
    this.verdict = verdict;
  }

  void write(Path results) {
    try {
      Files.writeString(
          results.resolve("environment.properties"), environment(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the environment into " + results, e);
    }
    ReportJson.write(results.resolve("executor.json"), executor());
    ReportJson.write(results.resolve("categories.json"), categories());
  }

  private Executor executor() {
    RunDescription description = run.description();
    return new Executor(
        "Firedrill " + description.firedrillVersion(),
        "firedrill",
        "%s, seed %s".formatted(description.scenario(), description.seed()),
        "%s: %s".formatted(description.scenario(), verdict.outcome()));
  }

  private static List<Category> categories() {
    return List.of(
        new Category("FAIL: something was seen that must not be", List.of("failed"), ".*"),
        new Category("HARNESS ERROR: Firedrill itself failed", BROKEN, "HARNESS_ERROR.*"),
        new Category("INCONCLUSIVE: what had to be seen was not", BROKEN, "INCONCLUSIVE.*"));
  }

  private String environment() throws IOException {
    RunDescription description = run.description();
    HostFacts host = description.host();
    Properties properties = new Properties();
    properties.putAll(
        Map.of(
            "Verdict", verdict.outcome().name(),
            "Backend", description.backend(),
            "Simulated", String.valueOf(description.simulated()),
            "Seed", description.seed().toString(),
            "Topology", description.topology().name(),
            "Target.version", description.expectations().version().toString(),
            "Firedrill", description.firedrillVersion() + " " + description.gitCommit(),
            "Engine", host.engine(),
            "Operating.system", host.kernel(),
            "Machine",
                "%d processors, %s"
                    .formatted(host.processors(), Readable.bytes(host.memoryBytes()))));
    StringWriter written = new StringWriter();
    properties.store(written, null);
    // Without the comment in which the class notes today's date.
    List<String> lines =
        written.toString().lines().filter(line -> !line.startsWith("#")).sorted().toList();
    return String.join("\n", lines) + "\n";
  }
}
