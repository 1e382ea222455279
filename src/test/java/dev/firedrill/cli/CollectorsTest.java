package dev.firedrill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that differ in collector, compiler and number of threads explore the same seeds the
 * same way: nothing that a process decides for itself, an identity hash or an order of threads,
 * gets into a simulated drill. {@code firedrill.collectors.seeds} says how many seeds (2).
 */
class CollectorsTest {

  private static final long MINUTES = 150;

  @TempDir private Path folder;

  @Test
  void processes_with_different_collectors_explore_the_same() throws Exception {
    JsonNode one = explored("serial", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    JsonNode other = explored("parallel", "-XX:+UseParallelGC", "-XX:hashCode=2");

    assertThat(one.path("explored").asLong()).isEqualTo(seeds());
    assertThat(other.path("trace").asText()).isEqualTo(one.path("trace").asText()).isNotEmpty();
    assertThat(other.path("verdicts")).isEqualTo(one.path("verdicts"));
  }

  private JsonNode explored(String name, String... options) throws Exception {
    Path out = folder.resolve(name + ".json");
    Path err = folder.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command(options))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    assertThat(Files.size(out)).as("complaints: %s", Files.readString(err)).isPositive();
    return new ObjectMapper().readTree(Files.readString(out));
  }

  private List<String> command(String... options) throws IOException {
    List<String> command = new java.util.ArrayList<>(List.of("java", "-Xmx1g"));
    command.addAll(List.of(options));
    if (List.of(options).contains("-XX:hashCode=2")) {
      command.add(1, "-XX:+UnlockExperimentalVMOptions");
    }
    command.addAll(List.of("-cp", classPath()));
    command.addAll(List.of(Firedrill.class.getName(), "explore", "upgrade-1.29-to-1.30-single"));
    command.addAll(List.of("--faults", "--shrink", "0", "--seeds", "1.." + seeds()));
    command.addAll(List.of("--reports", folder.toString(), "--output", "json"));
    return command;
  }

  /** The build's own, where it hides it behind a jar that names it. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static long seeds() {
    return Long.getLong("firedrill.collectors.seeds", 2);
  }
}
